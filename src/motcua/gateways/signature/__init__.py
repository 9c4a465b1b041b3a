"""Digital signatures of PDF files (PAdES) with pyHanko: PKCS#12 files or a PKCS#11 token, trust roots from a file.

pyHanko takes more than a second to load: it is imported when something is signed or checked, never before.
"""

from motcua.gateways.signature.installed import Installed

__all__ = ["Installed"]
