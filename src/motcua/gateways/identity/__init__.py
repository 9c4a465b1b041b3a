"""Citizens sign in with their electronic identity (VNeID) by OpenID Connect; a provider of our own for demonstrations.

allauth speaks the protocol (discovery, code with PKCE, state). Before it would make an account, the person is written
down encrypted under a keyed hash, the session is begun anew, and that is all: a citizen has no account and no post.
"""

from motcua.gateways.identity.adapter import PROVIDER, CitizenAdapter

__all__ = ["PROVIDER", "CitizenAdapter"]
