"""The command line ``motcua``: Django's management commands behind one name."""

import os
import sys


def main() -> None:
    """Run ``motcua COMMAND …``; exits 0 (done), 1 (a finding or a refusal) or 2 (wrong usage)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.conf.settings")
    if "init" in sys.argv[1:2] and "--demo" in sys.argv:
        os.environ.setdefault("MOTCUA_PROFILE", "demo")
    from django.core.management import execute_from_command_line

    if sys.argv[1:] in ([], ["--help"], ["-h"], ["help"]):
        import django

        django.setup()
        from motcua.conf.console import overview

        sys.stdout.write(overview())
        return

    execute_from_command_line(["motcua", *sys.argv[1:]])


if __name__ == "__main__":
    main()
