"""An administrative document read into fields: issuer, number, day, type, abstract, bases, recipients, signer,
items, tasks,
references; every value with the place it was read from and how sure that is (DOMAIN §8; S062-S065).

``read`` takes the text of a document however it came out of a file and never raises. What the text does not say is
None,
and ``warnings`` says so; nothing is made up. A person confirms what was read before anything comes of it.
"""

from motcua.rules.reading.document import Deadline, Document, Node, Signer, TaskRead, read

__all__ = ["Deadline", "Document", "Node", "Signer", "TaskRead", "read"]
