"""Which tokens are believed: signature, issuer, audience, times, kind; and keys that are replaced."""

from __future__ import annotations

import base64
import hmac
import json
import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from api.identity.provider import AGAIN_SECONDS, KEEP_SECONDS, OpenIdProvider, ProviderAway
from ontology.errors import ConfigError
from tests.identity.conftest import Signed


def ask(signed: Signed, token: str, **headers: str) -> Any:
    return signed.client.get("/v1/plans", headers={"Authorization": f"Bearer {token}", **headers})


def part(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_a_good_token_lets_in(signed: Signed) -> None:
    assert ask(signed, signed.provider.token()).status_code == 200
    signed.provider.keys.append(signed.provider.second)
    assert ask(signed, signed.provider.token()).status_code == 200


def test_nobody_is_told_how_to_say_who_they_are(signed: Signed) -> None:
    answer = signed.client.get("/v1/plans")
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert answer.headers["www-authenticate"] == 'Bearer realm="loopbaanpad"'
    demo = {"Loopbaanpad-Demo-Role": "caseworker", "Loopbaanpad-Demo-Organisation": "uwv-rijnmond"}
    assert signed.client.get("/v1/plans", headers=demo).status_code == 401


NOW = int(time.time())
CLAIMS = {
    "another issuer": {"iss": "http://127.0.0.1:1"},
    "another audience": {"aud": "something-else"},
    "several audiences, not ours": {"aud": ["a", "b"]},
    "no audience": {"aud": None},
    "no issuer": {"iss": None},
    "no subject": {"sub": None},
    "expired": {"exp": NOW - 60},
    "never expires": {"exp": None},
    "expiry that is a text": {"exp": "2099"},
    "not yet": {"nbf": NOW + 3_600},
    "made in the future": {"iat": NOW + 3_600},
    "an ID token": {"nonce": "x"},
    "an ID token by its kind": {"typ": "ID"},
    "a refresh token": {"typ": "Refresh"},
}


@pytest.mark.parametrize("changed", CLAIMS.values(), ids=CLAIMS)
def test_a_token_that_says_something_else_is_refused(signed: Signed, changed: dict[str, Any]) -> None:
    answer = ask(signed, signed.provider.token(**changed))
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]
    assert answer.json()["type"] == "/docs#problem-token-needed"
    assert "u-1" not in answer.text + str(answer.headers)


def forged(signed: Signed) -> dict[str, str]:
    provider = signed.provider
    claims, good = provider.claims(), provider.token()
    head, body, signature = good.split(".")
    other = RSAKey.generate_key(2048)
    kid = provider.first.kid
    named = f"{part({'alg': 'HS256', 'kid': kid})}.{part(claims)}"
    mac = hmac.digest(provider.first.as_pem(private=False), named.encode(), "sha256")
    return {
        "no signature": f"{part({'alg': 'none', 'kid': kid})}.{part(claims)}.",
        "none with a signature": f"{part({'alg': 'none', 'kid': kid})}.{part(claims)}.{signature}",
        "the public key as a secret": f"{named}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}",
        "somebody's own key": jwt.encode({"alg": "RS256", "kid": kid}, claims, other),
        "a key that came along": jwt.encode({"alg": "RS256", "jwk": other.as_dict(private=False)}, claims, other),
        "an unknown key": jwt.encode({"alg": "RS256", "kid": "nobody"}, claims, other),
        "other claims": f"{head}.{part({**claims, 'organisation': 'gemeente-rotterdam'})}.{signature}",
        "another algorithm": f"{part({'alg': 'ES256', 'kid': kid})}.{body}.{signature}",
        "no token": "abc",
        "three dots": "...",
        "too long": good + "a" * 20_000,
        "a log-out token": provider.token(header={"typ": "logout+jwt"}),
        "critical things unknown": f"{part({'alg': 'RS256', 'kid': kid, 'crit': ['x'], 'x': 1})}.{body}.{signature}",
    }


def test_what_is_forged_is_refused(signed: Signed) -> None:
    found = {name: ask(signed, token).status_code for name, token in forged(signed).items()}
    assert found == dict.fromkeys(found, 401)


ROLES = {
    "no role": ({"roles": None}, {}, 403),
    "a role of elsewhere": ({"roles": ["boss"]}, {}, 403),
    "a role without its organisation": ({"organisation": None}, {}, 403),
    "two organisations": ({"organisation": ["uwv-rijnmond", "gemeente-rotterdam"]}, {}, 403),
    "an organisation that is none": ({"organisation": "UWV; drop"}, {}, 403),
    "one organisation in a list": ({"organisation": ["uwv-rijnmond"]}, {}, 200),
    "several roles": ({"roles": ["caseworker", "adviser"]}, {}, 403),
    "several roles, one chosen": ({"roles": ["caseworker", "adviser"]}, {"Loopbaanpad-Role": "caseworker"}, 200),
    "a role that has no plans": ({"roles": ["caseworker", "adviser"]}, {"Loopbaanpad-Role": "adviser"}, 403),
    "a role that isn't theirs": ({}, {"Loopbaanpad-Role": "administrator"}, 403),
    "a person": ({"roles": ["person"], "person": "0" * 32}, {}, 200),
    "a person without an id": ({"roles": ["person"]}, {}, 403),
}


@pytest.mark.parametrize(("changed", "headers", "status"), ROLES.values(), ids=ROLES)
def test_a_role_counts_with_what_it_is_bound_to(
    signed: Signed, changed: dict[str, Any], headers: dict[str, str], status: int
) -> None:
    answer = ask(signed, signed.provider.token(**changed), **headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["type"] == "/docs#problem-not-allowed"


def test_a_replaced_key_is_fetched_and_the_old_one_forgotten(signed: Signed) -> None:
    provider = signed.provider
    clock = [0.0]
    keys = OpenIdProvider(provider.issuer, now=lambda: clock[0])
    assert keys.key(provider.first.kid) is not None
    provider.keys = [provider.second]
    clock[0] += AGAIN_SECONDS
    assert keys.key(provider.second.kid) is not None
    assert keys.key(provider.first.kid) is None


def test_a_key_that_was_taken_away_is_trusted_five_minutes_at_most(signed: Signed) -> None:
    provider = signed.provider
    clock = [0.0]
    keys = OpenIdProvider(provider.issuer, now=lambda: clock[0])
    assert keys.key(provider.first.kid) is not None
    provider.keys = [provider.second]
    clock[0] = KEEP_SECONDS + 1
    assert keys.key(provider.first.kid) is None


def test_unknown_keys_ask_the_provider_a_bounded_number_of_times(signed: Signed) -> None:
    ask(signed, signed.provider.token())
    for number in range(20):
        assert ask(signed, signed.provider.token(header={"kid": f"no-{number}"})).status_code == 401
    assert signed.provider.asked.count("/keys") <= 2


def test_while_the_provider_is_away_nobody_is_refused_for_it(signed: Signed) -> None:
    signed.provider.is_away = True
    answer = ask(signed, signed.provider.token())
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    signed.provider.is_away = False
    fresh = OpenIdProvider(signed.provider.issuer)
    assert fresh.key(signed.provider.first.kid) is not None


def test_a_provider_that_says_it_is_another_is_not_believed(signed: Signed) -> None:
    signed.provider.says = {"issuer": "http://127.0.0.1:1"}
    with pytest.raises(ProviderAway, match="expected"):
        OpenIdProvider(signed.provider.issuer).key(None)


@pytest.mark.parametrize("issuer", ["http://provider.example", "ftp://127.0.0.1", "provider.example"])
def test_a_provider_is_asked_over_https(issuer: str) -> None:
    with pytest.raises(ConfigError, match="https"):
        OpenIdProvider(issuer)


def test_a_shared_secret_in_the_key_set_is_no_key(signed: Signed) -> None:
    provider = signed.provider
    secret = OctKey.generate_key(256, {"use": "sig"}, auto_kid=True)
    signed.provider.keys = [provider.first]
    provider.keys.append(Secret(secret))
    keys = OpenIdProvider(provider.issuer)
    assert keys.key(provider.first.kid) is not None
    assert keys.key(secret.kid) is None


class Secret:
    """A shared secret that a careless provider publishes."""

    def __init__(self, key: OctKey) -> None:
        self.key = key

    def as_dict(self, private: bool) -> dict[str, Any]:
        return dict(self.key.as_dict(private=True))
