"""Asked inside an installation: sessions of citizens who have signed in. JSON in, JSON out."""

import json
import os
import sys


def main() -> None:
    """Answer ``{"people": n}`` with so many session keys, each of another invented person."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.conf.settings"
    import django

    django.setup()
    from django.contrib.sessions.backends.db import SessionStore

    from motcua.base.journal.clock import now
    from motcua.base.people.actions import remember_identity
    from motcua.base.people.choices import IDENTITY_KEY, IDENTITY_SEEN_KEY

    question = json.load(sys.stdin)
    keys = []
    for number in range(question["people"]):
        person = remember_identity(
            provider="dinh-danh", on=now().date(), number=f"000{number:09d}", name="Nguyễn Văn Đo",
            id_number=f"000{number:09d}", phone=f"09{number:08d}", email="",
            address="Số 1 Cổ Linh, phường Long Biên",
        )  # fmt: skip
        session = SessionStore()
        session[IDENTITY_KEY], session[IDENTITY_SEEN_KEY] = person, int(now().timestamp())
        session.create()
        keys.append(session.session_key)
    json.dump(keys, sys.stdout)


if __name__ == "__main__":
    main()
