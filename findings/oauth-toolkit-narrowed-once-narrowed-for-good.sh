#!/bin/sh
# A client may ask for less than it was granted when it refreshes: `scope=read` gives it an access token for `read` alone.
# RFC 6749 (section 6) demands that a new refresh token keeps the scope of the old one: only that access token is narrowed.
# One would expect a later refresh without `scope` to give all that the user granted, and one that names all of it to be allowed.
# In django-oauth-toolkit 1.7.0 a refresh token has no scope of its own but takes that of the latest access token. After one
# narrow refresh the next gives `read` only, and asking for the rest is refused as `invalid_scope` until the user grants it again.
# With `ROTATE_REFRESH_TOKEN` off it is the same, though the refresh token is the very one that was issued for everything.
# Concerns: gateways and dashboards that fetch a narrow token for one task and keep the refresh token for the others.
# What helps: never to send `scope` with a refresh, and a grant of its own for what needs a narrow token.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
# Debian 12's packages, unpacked here and not installed
apt-get download -q -o APT::Sandbox::User=root python3-django python3-django-oauth-toolkit=1.7.0-2 python3-oauthlib=3.2.2-1 \
  python3-asgiref python3-sqlparse python3-tz python3-jwcrypto python3-cryptography python3-cffi-backend python3-deprecated \
  python3-wrapt python3-requests python3-urllib3 python3-chardet python3-idna python3-certifi python3-six >/dev/null
for file in *.deb; do dpkg-deb -x "$file" .; done
cat > finding.py <<'PY'
import sys
from datetime import timedelta

import django
import oauth2_provider
from django.conf import settings

rotate = sys.argv[1] == "on"
settings.configure(
    SECRET_KEY="x" * 50, ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"], USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "oauth2_provider"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    OAUTH2_PROVIDER={"SCOPES": {"read": "Read", "write": "Write"}, "ROTATE_REFRESH_TOKEN": rotate})
django.setup()

from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from oauth2_provider.models import Application, Grant

urlpatterns = [path("o/", include("oauth2_provider.urls", namespace="oauth2_provider"))]
call_command("migrate", verbosity=0)
application = Application.objects.create(
    name="dashboard", client_id="id", client_secret="secret", client_type="confidential",
    authorization_grant_type="authorization-code", redirect_uris="https://client.example/")
Grant.objects.create(
    user=User.objects.create_user("user"), application=application, code="code", scope="read write",
    redirect_uri="https://client.example/", expires=timezone.now() + timedelta(hours=1))


def ask(label, **fields):
    answer = Client().post("/o/token/", {"client_id": "id", "client_secret": "secret", **fields}).json()
    print(f"rotation {sys.argv[1]}, {label}:", answer.get("scope") or answer["error"])
    return answer.get("refresh_token")


token = ask("code of a grant for read and write", grant_type="authorization_code", code="code",
            redirect_uri="https://client.example/")
first = token
token = ask("refreshed with scope=read", grant_type="refresh_token", refresh_token=token, scope="read")
print(f"rotation {sys.argv[1]}, refresh token is another:", token != first)
token = ask("refreshed without scope", grant_type="refresh_token", refresh_token=token)
ask("refreshed with scope=read write", grant_type="refresh_token", refresh_token=token, scope="read write")
PY
echo "django-oauth-toolkit 1.7.0"
for rotation in on off; do
  # -S leaves out what is installed on the machine
  PYTHONPATH="$dir/usr/lib/python3/dist-packages" /usr/bin/python3 -S finding.py "$rotation"
done | tee out
for rotation in on off; do
  grep -q "^rotation $rotation, code of a grant for read and write: read write$" out
  grep -q "^rotation $rotation, refreshed with scope=read: read$" out
  grep -q "^rotation $rotation, refreshed without scope: read$" out
  grep -q "^rotation $rotation, refreshed with scope=read write: invalid_scope$" out
done
grep -q '^rotation on, refresh token is another: True$' out
grep -q '^rotation off, refresh token is another: False$' out
