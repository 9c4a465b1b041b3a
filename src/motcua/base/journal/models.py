"""The journal's tables. Rows are written once: triggers refuse UPDATE and DELETE on events, leaves and heads."""

from django.db import models


class Event(models.Model):
    """One act, recorded once.

    ``n`` and ``prev`` chain the events of one subject, so that writers on different subjects never wait for one
    another. ``transaction`` is the database's transaction number (PostgreSQL; 0 on SQLite, where the order of
    ``seq`` is the order of commits): followers read in the order (transaction, seq) and stop before the oldest
    transaction still open.
    """

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField("xảy ra lúc")
    recorded_at = models.DateTimeField("ghi lúc")
    kind = models.CharField(max_length=64)
    subject = models.CharField(max_length=80)
    n = models.PositiveIntegerField()
    unit = models.CharField(max_length=24, blank=True)
    by_post = models.CharField(max_length=40)
    by_title = models.CharField(max_length=160)
    by_unit = models.CharField(max_length=24, blank=True)
    on_behalf_of = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=12, blank=True)
    facts = models.JSONField(default=dict)
    prev = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    transaction = models.BigIntegerField(db_default=0, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "n"], name="journal_one_chain_a_subject")]
        indexes = [models.Index(fields=["transaction", "seq"], name="journal_follow")]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.subject}"


class Leaf(models.Model):
    """Place of an event in the Merkle tree (RFC 9162): leaf number ``index`` holds event ``seq``."""

    index = models.BigIntegerField(primary_key=True)
    seq = models.BigIntegerField(unique=True)
    hash = models.CharField(max_length=64)


class Node(models.Model):
    """A complete subtree: ``position = level << 48 | index``; level 0 are the leaves."""

    position = models.BigIntegerField(primary_key=True)
    hash = models.CharField(max_length=64)


class Head(models.Model):
    """A signed tree head: the state of the whole journal at one moment.

    ``prev`` is the hash of the head before with its signature, and is signed too: none can vanish between two.
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    prev = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    key = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)


BEFORE_ALL = -(2**62)
SEAL = "seal"
"""Name of the cursor that sealing follows the journal with."""


class Cursor(models.Model):
    """How far a follower of the journal has come, and over how many events.

    A restored journal has transaction numbers below zero (in their old order), so a new follower begins below all.
    """

    name = models.CharField(max_length=60, primary_key=True)
    transaction = models.BigIntegerField(default=BEFORE_ALL)
    seq = models.BigIntegerField(default=0)
    passed = models.BigIntegerField(default=0)


class Repeated(models.Model):
    """The answer to a request that carried an Idempotency-Key: a repeat is answered the same and does nothing."""

    key = models.CharField(max_length=64, primary_key=True)
    request = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.BinaryField()
    at = models.DateTimeField(db_index=True)
