"""Asked inside an installation: keys of slips, and how many statements a page needs. JSON in, JSON out."""

import json
import os
import sys


def main() -> None:
    """Answer ``{"codes": […], "pages": {name: [path, cookie]}}`` with keys and numbers of statements."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.conf.settings"
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from motcua.areas.dossiers.queries import tracking_key

    question = json.load(sys.stdin)
    counted = {}
    for name, (path, cookie) in question["pages"].items():
        client = Client(HTTP_HOST="127.0.0.1", HTTP_COOKIE=cookie)
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            status = client.get(path).status_code
        assert status in (200, 302), f"{path}: {status}"
        counted[name] = len(seen)
    json.dump({"keys": [tracking_key(code) for code in question["codes"]], "statements": counted}, sys.stdout)


if __name__ == "__main__":
    main()
