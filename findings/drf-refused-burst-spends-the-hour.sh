#!/bin/sh
# A view of Django REST framework with two throttles, a short burst rate and a long sustained one, as its guide shows them.
# One would expect a request that the burst rate refuses to leave the sustained rate alone: it was not served.
# In DRF 3.14.0 every throttle is asked, and each that would let the request pass records it, so requests that were answered
# with 429 use up the hour as well, and `Retry-After` grows from the seconds of the burst to the rest of the hour.
# Concerns: clients and gateways that retry soon after a 429, and those that count only served requests against a limit.
set -eu
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT && cd "$dir"
# Debian 12's packages, unpacked here and not installed
for package in python3-django python3-djangorestframework=3.14.0-2+deb12u1 python3-asgiref python3-sqlparse python3-tz; do
  apt-get download -q "$package" >/dev/null
done
for file in *.deb; do dpkg-deb -x "$file" .; done
cat > finding.py <<'PY'
import django
import rest_framework
from django.conf import settings

settings.configure(
    SECRET_KEY="x", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"], INSTALLED_APPS=["rest_framework"],
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": [], "UNAUTHENTICATED_USER": None,
                    "DEFAULT_THROTTLE_RATES": {"burst": "2/min", "sustained": "10/hour"}})
django.setup()

from django.core.cache import cache
from django.urls import path
from rest_framework.response import Response
from rest_framework.test import APIClient
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView


class Burst(AnonRateThrottle):
    scope = "burst"


class Sustained(AnonRateThrottle):
    scope = "sustained"


class View(APIView):
    throttle_classes = [Burst, Sustained]

    def get(self, request):
        return Response({"steps": 1})


urlpatterns = [path("steps/", View.as_view())]
client = APIClient()
answers = [client.get("/steps/") for _ in range(12)]
print("DRF", rest_framework.VERSION)
print("served", sum(answer.status_code == 200 for answer in answers), "of", len(answers))
print("recorded against the hour", len(cache.get("throttle_sustained_127.0.0.1")))
print("Retry-After of the first refusal at most a minute:", int(answers[2]["Retry-After"]) <= 60)
print("Retry-After of the last refusal more than a minute:", int(answers[-1]["Retry-After"]) > 60)
PY
PYTHONPATH="$dir/usr/lib/python3/dist-packages" /usr/bin/python3 finding.py | tee out
grep -q '^DRF 3\.14\.0$' out
grep -q '^served 2 of 12$' out
grep -q '^recorded against the hour 10$' out
grep -q '^Retry-After of the first refusal at most a minute: True$' out
grep -q '^Retry-After of the last refusal more than a minute: True$' out
