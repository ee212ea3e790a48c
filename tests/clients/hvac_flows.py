"""The documented flows of PyPI's hvac against a dev server: ADDRESS ROOT_TOKEN UNSEAL_KEY. Ends with `N passed, N failed`."""

import base64
import sys
import time
import traceback

import hvac
from hvac import exceptions

ADDRESS, ROOT, UNSEAL_KEY = sys.argv[1:4]
FLOWS = []


def flow(function):
    FLOWS.append(function)
    return function


def client(token=ROOT):
    return hvac.Client(url=ADDRESS, token=token)


def same(got, wanted):
    assert got == wanted, f"{got!r} is not {wanted!r}"


def refused(error, text, call, *arguments, **named):
    try:
        call(*arguments, **named)
    except error as caught:
        assert text in str(caught), f"{caught} does not say {text!r}"
        return caught
    raise AssertionError(f"no {error.__name__}")


@flow
def client_knows_whether_it_is_authenticated():
    same(client().is_authenticated(), True)
    same(client("nope").is_authenticated(), False)


@flow
def system_status():
    sys_backend = client().sys
    same(sys_backend.is_initialized(), True)
    same(sys_backend.is_sealed(), False)
    same(sys_backend.read_seal_status()["type"], "shamir")
    same(sys_backend.read_leader_status()["ha_enabled"], False)
    same(sys_backend.read_health_status(method="HEAD").status_code, 200)
    same(sys_backend.read_health_status(method="GET")["sealed"], False)
    assert "term" in sys_backend.get_encryption_key_status()["data"]


@flow
def system_mounts():
    sys_backend = client().sys
    same(sys_backend.list_mounted_secrets_engines()["data"]["secret/"]["options"]["version"], "2")
    sys_backend.enable_secrets_engine("kv", path="tuned", options={"version": "1"})
    sys_backend.tune_mount_configuration(path="tuned", default_lease_ttl="3600s", max_lease_ttl="8600s")
    tuned = sys_backend.read_mount_configuration(path="tuned")["data"]
    same((tuned["default_lease_ttl"], tuned["max_lease_ttl"]), (3600, 8600))
    sys_backend.move_backend("tuned", "moved")
    for _ in range(50):
        if "moved/" in sys_backend.list_mounted_secrets_engines()["data"]:
            break
        time.sleep(0.1)
    sys_backend.disable_secrets_engine("moved")
    assert "moved/" not in sys_backend.list_mounted_secrets_engines()["data"]


@flow
def system_auth_methods():
    sys_backend = client().sys
    sys_backend.enable_auth_method("userpass", path="people", description="people")
    same(sys_backend.list_auth_methods()["data"]["people/"]["type"], "userpass")
    sys_backend.tune_auth_method("people", default_lease_ttl="1h", description="tuned")
    same(sys_backend.read_auth_method_tuning("people")["data"]["default_lease_ttl"], 3600)
    sys_backend.disable_auth_method("people")
    assert "people/" not in sys_backend.list_auth_methods()["data"]


@flow
def system_policies():
    sys_backend = client().sys
    policy = 'path "secret/data/mine/*" { capabilities = ["create", "read", "update"] }'
    sys_backend.create_or_update_policy(name="mine", policy=policy)
    same(sys_backend.read_policy("mine")["data"]["rules"], policy)
    assert "mine" in sys_backend.list_policies()["data"]["policies"]
    sys_backend.create_or_update_acl_policy(name="acl", policy=policy)
    same(sys_backend.read_acl_policy("acl")["data"]["policy"], policy)
    assert "acl" in sys_backend.list_acl_policies()["data"]["keys"]
    sys_backend.delete_acl_policy("acl")
    refused(exceptions.InvalidPath, "", sys_backend.read_acl_policy, "acl")
    holder = client(client().auth.token.create(policies=["mine"])["auth"]["client_token"])
    holder.secrets.kv.v2.create_or_update_secret("mine/a", {"b": "c"})
    refused(exceptions.Forbidden, "permission denied", holder.secrets.kv.v2.create_or_update_secret, "x", {"b": "c"})
    same(sys_backend.get_capabilities(["secret/data/mine/a"], token=holder.token)["data"]["secret/data/mine/a"], ["create", "read", "update"])
    sys_backend.delete_policy("mine")


@flow
def system_bad_policy():
    refused(exceptions.InvalidRequest, "failed to parse policy", client().sys.create_or_update_policy, "bad", "path x {")


@flow
def tokens_live_and_end():
    root = client()
    made = root.auth.token.create(policies=["default"], ttl="1h", meta={"app": "web"})["auth"]
    same((made["lease_duration"], made["renewable"], made["token_type"]), (3600, True, "service"))
    same(root.auth.token.lookup(made["client_token"])["data"]["meta"], {"app": "web"})
    same(root.auth.token.lookup_accessor(made["accessor"])["data"]["id"], "")
    assert made["accessor"] in root.auth.token.list_accessors()["data"]["keys"]
    holder = client(made["client_token"])
    same(holder.auth.token.lookup_self()["data"]["display_name"], "token-token")
    same(holder.auth.token.renew_self(increment="10m")["auth"]["lease_duration"], 600)
    same(root.auth.token.renew(made["client_token"], increment="20m")["auth"]["lease_duration"], 1200)
    same(root.auth.token.renew_accessor(made["accessor"], increment="30m")["auth"]["lease_duration"], 1800)
    root.auth.token.revoke(made["client_token"])
    refused(exceptions.Forbidden, "permission denied", holder.auth.token.lookup_self)


@flow
def tokens_end_by_accessor_by_themselves_and_alone():
    root = client()
    first = root.auth.token.create()["auth"]
    root.auth.token.revoke_accessor(first["accessor"])
    same(client(first["client_token"]).is_authenticated(), False)
    parent = client(root.auth.token.create(policies=["root"], ttl="1h")["auth"]["client_token"])
    child = client(parent.auth.token.create(ttl="1h")["auth"]["client_token"])
    root.auth.token.revoke_and_orphan_children(parent.token)
    same(child.auth.token.lookup_self()["data"]["orphan"], True)
    child.auth.token.revoke_self()
    same(child.is_authenticated(), False)


@flow
def tokens_of_every_manner():
    root = client()
    same(root.auth.token.create_orphan(ttl="1h")["auth"]["orphan"], True)
    same(root.auth.token.create(period="30m")["auth"]["lease_duration"], 1800)
    batch = root.auth.token.create(type="batch", policies=["default"], ttl="1h")["auth"]
    same((batch["token_type"], batch["accessor"], batch["renewable"]), ("batch", "", False))
    once = client(root.auth.token.create(num_uses=1, policies=["default"])["auth"]["client_token"])
    once.auth.token.lookup_self()
    same(once.is_authenticated(), False)


@flow
def token_roles():
    root = client()
    root.auth.token.create_or_update_role("app", allowed_policies=["default"], orphan=True, token_period="10m")
    same(root.auth.token.read_role("app")["data"]["orphan"], True)
    same(root.auth.token.list_roles()["data"]["keys"], ["app"])
    same(root.auth.token.create(role_name="app")["auth"]["lease_duration"], 600)
    refused(exceptions.InvalidRequest, "", root.auth.token.create, role_name="app", policies=["other"])
    root.auth.token.delete_role("app")
    refused(exceptions.InvalidPath, "", root.auth.token.read_role, "app")


@flow
def kv_version_1():
    root = client()
    root.sys.enable_secrets_engine("kv", path="one", options={"version": "1"})
    kv = root.secrets.kv.v1
    kv.create_or_update_secret("hvac", {"psst": "this is secret"}, mount_point="one")
    same(kv.read_secret("hvac", mount_point="one")["data"], {"psst": "this is secret"})
    same(kv.list_secrets("", mount_point="one")["data"]["keys"], ["hvac"])
    kv.delete_secret("hvac", mount_point="one")
    refused(exceptions.InvalidPath, "", kv.read_secret, "hvac", mount_point="one")
    root.sys.disable_secrets_engine("one")


@flow
def kv_version_2():
    kv = client().secrets.kv.v2
    same(kv.create_or_update_secret("hvac", {"pssst": "one"})["data"]["version"], 1)
    kv.create_or_update_secret("hvac", {"pssst": "two"}, cas=1)
    refused(exceptions.InvalidRequest, "check-and-set parameter did not match", kv.create_or_update_secret, "hvac", {"a": "b"}, cas=0)
    same(kv.read_secret_version("hvac", raise_on_deleted_version=True)["data"]["data"], {"pssst": "two"})
    same(kv.read_secret_version("hvac", version=1, raise_on_deleted_version=True)["data"]["data"], {"pssst": "one"})
    kv.patch("hvac", {"more": "1"})
    same(kv.read_secret("hvac", raise_on_deleted_version=True)["data"]["data"], {"pssst": "two", "more": "1"})
    kv.update_metadata("hvac", max_versions=5, custom_metadata={"owner": "ann"})
    metadata = kv.read_secret_metadata("hvac")["data"]
    same((metadata["max_versions"], metadata["custom_metadata"], metadata["current_version"]), (5, {"owner": "ann"}, 3))
    same(kv.list_secrets("")["data"]["keys"].count("hvac"), 1)


@flow
def kv_version_2_deletes():
    kv = client().secrets.kv.v2
    kv.create_or_update_secret("gone", {"a": "1"})
    kv.create_or_update_secret("gone", {"a": "2"})
    kv.delete_latest_version_of_secret("gone")
    refused(exceptions.InvalidPath, "", kv.read_secret_version, "gone", raise_on_deleted_version=True)
    same(kv.read_secret_version("gone", raise_on_deleted_version=False)["data"]["data"], None)
    kv.undelete_secret_versions("gone", versions=[2])
    same(kv.read_secret_version("gone", raise_on_deleted_version=True)["data"]["data"], {"a": "2"})
    kv.delete_secret_versions("gone", versions=[1])
    kv.destroy_secret_versions("gone", versions=[1])
    same(kv.read_secret_metadata("gone")["data"]["versions"]["1"]["destroyed"], True)
    kv.delete_metadata_and_all_versions("gone")
    refused(exceptions.InvalidPath, "", kv.read_secret_metadata, "gone")


@flow
def kv_version_2_configuration():
    root = client()
    root.sys.enable_secrets_engine("kv", path="two", options={"version": "2"})
    kv = root.secrets.kv.v2
    for _ in range(50):
        try:
            kv.configure(max_versions=20, cas_required=True, mount_point="two")
            break
        except exceptions.InvalidRequest:
            time.sleep(0.1)
    same(kv.read_configuration(mount_point="two")["data"]["cas_required"], True)
    root.sys.disable_secrets_engine("two")


@flow
def cubbyhole_of_each_token():
    root = client()
    root.write_data("cubbyhole/mine", data={"a": "b"})
    same(root.read("cubbyhole/mine")["data"], {"a": "b"})
    same(root.list("cubbyhole")["data"]["keys"], ["mine"])
    root.delete("cubbyhole/mine")
    same(root.read("cubbyhole/mine"), None)


@flow
def approle():
    root = client()
    root.sys.enable_auth_method("approle")
    auth = root.auth.approle
    auth.create_or_update_approle("web", token_policies=["default"], token_ttl="20m", secret_id_num_uses=2)
    same(auth.list_roles()["data"]["keys"], ["web"])
    same(auth.read_role("web")["data"]["token_ttl"], 1200)
    role_id = auth.read_role_id("web")["data"]["role_id"]
    secret = auth.generate_secret_id("web", metadata={"k": "v"})["data"]
    machine = client(None)
    login = machine.auth.approle.login(role_id=role_id, secret_id=secret["secret_id"])["auth"]
    same((login["lease_duration"], login["metadata"]), (1200, {"k": "v", "role_name": "web"}))
    same(machine.is_authenticated(), True)
    same(auth.read_secret_id("web", secret["secret_id"])["data"]["metadata"], {"k": "v"})
    same(auth.list_secret_id_accessors("web")["data"]["keys"], [secret["secret_id_accessor"]])
    same(auth.read_secret_id_accessor("web", secret["secret_id_accessor"])["data"]["secret_id_num_uses"], 1)
    auth.destroy_secret_id("web", secret["secret_id"])
    refused(exceptions.InvalidRequest, "invalid secret id", machine.auth.approle.login, role_id=role_id, secret_id=secret["secret_id"])
    auth.update_role_id("web", "chosen")
    auth.create_custom_secret_id("web", "mine")
    machine.auth.approle.login(role_id="chosen", secret_id="mine")
    auth.delete_role("web")
    root.sys.disable_auth_method("approle")


@flow
def userpass():
    root = client()
    root.sys.enable_auth_method("userpass")
    auth = root.auth.userpass
    auth.create_or_update_user("ann", password="s3cret", policies="default")
    same(auth.list_user()["data"]["keys"], ["ann"])
    same(auth.read_user("ann")["data"]["policies"], ["default"])
    person = client(None)
    login = person.auth.userpass.login("ann", "s3cret")["auth"]
    same(login["metadata"], {"username": "ann"})
    same(person.lookup_token()["data"]["entity_id"] != "", True)
    refused(exceptions.InvalidRequest, "invalid username or password", client(None).auth.userpass.login, "ann", "wrong")
    auth.update_password_on_user("ann", "n3w")
    person.auth.userpass.login("ann", "n3w")
    person.logout(revoke_token=True)
    auth.delete_user("ann")
    root.sys.disable_auth_method("userpass")


@flow
def wrapping():
    root = client()
    root.secrets.kv.v2.create_or_update_secret("wrapped", {"a": "b"})
    wrapped = root.read("secret/data/wrapped", wrap_ttl="60s")["wrap_info"]
    same((wrapped["ttl"], wrapped["creation_path"]), (60, "secret/data/wrapped"))
    same(root.sys.unwrap(wrapped["token"])["data"]["data"], {"a": "b"})
    refused(exceptions.InvalidRequest, "wrapping token is not valid or does not exist", root.sys.unwrap, wrapped["token"])
    token = root.auth.token.create(ttl="1h", wrap_ttl="60s")["wrap_info"]["token"]
    same(client(token).sys.unwrap()["auth"]["lease_duration"], 3600)
    own = root.sys.wrap({"k": "v"}, ttl=60)["wrap_info"]["token"]
    same(root.sys.unwrap(own)["data"], {"k": "v"})


@flow
def leases():
    root = client()
    root.sys.enable_auth_method("userpass", path="leased")
    root.auth.userpass.create_or_update_user("ben", password="s3cret", mount_point="leased")
    person = client(None)
    person.auth.userpass.login("ben", "s3cret", mount_point="leased")
    keys = root.sys.list_leases("auth/leased/login/ben")["data"]["keys"]
    lease = f"auth/leased/login/ben/{keys[0]}"
    same(root.sys.read_lease(lease)["data"]["id"], lease)
    root.sys.revoke_prefix("auth/leased/login/ben")
    same(person.is_authenticated(), False)
    refused(exceptions.InvalidRequest, "lease not found", root.sys.renew_lease, "secret/none")
    root.sys.revoke_lease("secret/none")
    root.sys.revoke_force("auth/leased")
    root.sys.disable_auth_method("leased")


@flow
def ssh_one_time_passwords():
    root = client()
    root.sys.enable_secrets_engine("ssh")
    root.secrets.ssh.create_role(name="otp", key_type="otp", default_user="ubuntu", cidr_list="0.0.0.0/0")
    made = root.secrets.ssh.generate_ssh_credentials(name="otp", ip="10.0.0.1")
    same((made["data"]["key_type"], made["data"]["username"]), ("otp", "ubuntu"))
    same(root.sys.read_lease(made["lease_id"])["data"]["id"], made["lease_id"])
    same(root.secrets.ssh.verify_ssh_otp(made["data"]["key"])["data"]["ip"], "10.0.0.1")
    root.sys.disable_secrets_engine("ssh")


@flow
def identity():
    root = client()
    made = root.secrets.identity.create_or_update_entity(name="ann", metadata={"team": "a"})["data"]
    same(root.secrets.identity.read_entity(made["id"])["data"]["name"], "ann")
    same(root.secrets.identity.lookup_entity(name="ann")["data"]["id"], made["id"])
    group = root.secrets.identity.create_or_update_group(name="team", member_entity_ids=[made["id"]])["data"]
    same(root.secrets.identity.read_group(group["id"])["data"]["member_entity_ids"], [made["id"]])
    root.secrets.identity.delete_entity(made["id"])


def enabled_machines(root):
    """An approle mount at machines/: its accessor."""
    root.sys.enable_auth_method("approle", path="machines")
    return root.sys.list_auth_methods()["data"]["machines/"]["accessor"]


@flow
def identity_by_name():
    entities = client().secrets.identity
    made = entities.create_or_update_entity_by_name(name="bea", metadata={"team": "b"})["data"]
    entities.create_or_update_entity_by_name(name="bea", metadata={"team": "c"})
    same(entities.read_entity_by_name("bea")["data"]["metadata"], {"team": "c"})
    entities.update_entity(entity_id=made["id"], policies=["default"])
    same(entities.read_entity(made["id"])["data"]["policies"], ["default"])
    assert made["id"] in entities.list_entities()["data"]["keys"]
    assert "bea" in entities.list_entities_by_name(method="GET")["data"]["keys"]
    entities.delete_entity_by_name("bea")
    refused(exceptions.InvalidPath, "", entities.read_entity_by_name, "bea")


@flow
def identity_aliases_and_merging():
    root = client()
    entities = root.secrets.identity
    accessor = enabled_machines(root)
    one = entities.create_or_update_entity(name="one")["data"]["id"]
    two = entities.create_or_update_entity(name="two")["data"]["id"]
    alias = entities.create_or_update_entity_alias(name="web", canonical_id=one, mount_accessor=accessor)["data"]["id"]
    same(entities.read_entity_alias(alias)["data"]["canonical_id"], one)
    entities.update_entity_alias(alias_id=alias, name="api", canonical_id=one, mount_accessor=accessor)
    same(entities.lookup_entity(alias_name="api", alias_mount_accessor=accessor)["data"]["id"], one)
    assert alias in entities.list_entity_aliases()["data"]["keys"]
    entities.merge_entities(from_entity_ids=[one], to_entity_id=two)
    same(entities.read_entity(two)["data"]["merged_entity_ids"], [one])
    same(entities.read_entity_alias(alias)["data"]["canonical_id"], two)
    entities.delete_entity_alias(alias)
    refused(exceptions.InvalidPath, "", entities.read_entity_alias, alias)
    entities.delete_entity(two)
    root.sys.disable_auth_method("machines")


@flow
def identity_groups():
    root = client()
    groups = root.secrets.identity
    accessor = enabled_machines(root)
    made = groups.create_or_update_group_by_name(name="crew", metadata={"a": "b"})["data"]
    groups.update_group(group_id=made["id"], name="crew", group_type="internal", policies=["default"])
    same(groups.read_group_by_name("crew")["data"]["policies"], ["default"])
    same(groups.list_groups()["data"]["keys"].count(made["id"]), 1)
    assert "crew" in groups.list_groups_by_name(method="GET")["data"]["keys"]
    same(groups.lookup_group(name="crew")["data"]["id"], made["id"])
    outside = groups.create_or_update_group(name="outside", group_type="external")["data"]["id"]
    alias = groups.create_or_update_group_alias(name="far", mount_accessor=accessor, canonical_id=outside)["data"]["id"]
    same(groups.read_group_alias(alias)["data"]["canonical_id"], outside)
    same(groups.list_group_aliases()["data"]["keys"], [alias])
    groups.update_group_alias(alias, name="farther", mount_accessor=accessor, canonical_id=outside)
    same(groups.lookup_group(alias_name="farther", alias_mount_accessor=accessor)["data"]["id"], outside)
    groups.delete_group_alias(alias)
    groups.delete_group(outside)
    groups.delete_group_by_name("crew")
    refused(exceptions.InvalidPath, "", groups.read_group_by_name, "crew")
    root.sys.disable_auth_method("machines")


@flow
def mounts_of_what_is_not_simulated():
    root = client()
    root.sys.enable_auth_method("github", path="github-hvac")
    root.sys.tune_auth_method("github-hvac", description="for those who have an account there")
    same(root.sys.read_auth_method_tuning("github-hvac")["data"]["max_lease_ttl"], 2764800)
    refused(exceptions.InvalidRequest, "is not simulated", root.auth.github.configure, "org", mount_point="github-hvac")
    root.sys.disable_auth_method("github-hvac")
    root.sys.enable_secrets_engine("generic", path="old")
    root.secrets.kv.v1.create_or_update_secret("a", {"b": "c"}, mount_point="old")
    same(root.secrets.kv.v1.read_secret("a", mount_point="old")["data"], {"b": "c"})
    same(root.sys.retrieve_mount_option("secret", "version", "1"), "2")
    root.sys.disable_secrets_engine("old")


@flow
def a_root_token_of_the_unseal_key():
    keys = client(None).sys
    same(keys.read_root_generation_progress()["started"], False)
    otp = "abcdefghijklmnopqrstuvwxyz12"
    nonce = keys.start_root_token_generation(otp=otp)["nonce"]
    done = keys.generate_root(key=UNSEAL_KEY, nonce=nonce)
    same((done["complete"], done["progress"]), (True, 1))
    hidden = base64.b64decode(done["encoded_root_token"] + "==")
    token = "".join(chr(byte ^ ord(letter)) for byte, letter in zip(hidden, otp))
    same(client(token).auth.token.lookup_self()["data"]["policies"], ["root"])
    keys.start_root_token_generation(otp=otp)
    keys.cancel_root_generation()
    same(keys.read_root_generation_progress()["started"], False)


@flow
def audit_devices():
    sys_backend = client().sys
    sys_backend.enable_audit_device("file", path="log", options={"file_path": "/dev/null"})
    same(sys_backend.list_enabled_audit_devices()["data"]["log/"]["type"], "file")
    assert sys_backend.calculate_hash("log", "secret")["data"]["hash"].startswith("hmac-sha256:")
    sys_backend.disable_audit_device("log")


@flow
def what_is_not_there():
    root = client()
    same(root.read("secret/none"), None)
    refused(exceptions.InvalidPath, "", root.secrets.kv.v2.read_secret_version, "none", raise_on_deleted_version=True)
    refused(exceptions.InvalidPath, "no handler for route", root.write_data, "nowhere/at/all", data={"a": "b"})


@flow
def what_only_the_server_can_say():
    root = client()
    same(root.sys.read_init_status()["initialized"], True)
    refused(exceptions.InvalidRequest, "Vault is already initialized", root.sys.initialize, 5, 3)
    root.sys.step_down()
    same(root.sys.read_leader_status()["ha_enabled"], False)
    refused(exceptions.InvalidRequest, "no backed-up keys found", root.sys.read_backup_keys)
    root.auth.token.tidy()


@flow
def new_unseal_keys_rotation_and_the_seal():
    root = client()
    before = root.sys.get_encryption_key_status()["data"]["term"]
    root.sys.rotate_encryption_key()
    same(root.sys.get_encryption_key_status()["data"]["term"], before + 1)
    root.sys.start_rekey()
    root.sys.cancel_rekey()
    same(root.sys.read_rekey_progress()["started"], False)
    begun = root.sys.start_rekey(secret_shares=5, secret_threshold=3)
    made = root.sys.rekey(key=UNSEAL_KEY, nonce=begun["nonce"])
    same((made["complete"], len(made["keys"])), (True, 5))
    begun = root.sys.start_rekey(secret_shares=4, secret_threshold=2, require_verification=True)
    same(begun["required"], 3)
    last = root.sys.rekey_multi(made["keys"], nonce=begun["nonce"])
    same(root.sys.read_rekey_verify_progress()["progress"], 0)
    restarted = root.sys.cancel_rekey_verify()
    same(root.sys.rekey_verify_multi(last["keys"], nonce=restarted["nonce"])["complete"], True)
    root.sys.seal()
    same(root.sys.is_sealed(), True)
    refused(exceptions.VaultDown, "Vault is sealed", root.auth.token.lookup_self)
    same(root.sys.submit_unseal_key(last["keys"][3])["progress"], 1)
    same(root.sys.submit_unseal_key(reset=True)["progress"], 0)
    same(root.sys.submit_unseal_keys(last["keys"][1:3])["sealed"], False)
    same(root.auth.token.lookup_self()["data"]["id"], ROOT)


def main():
    passed = failed = 0
    for each in FLOWS:
        try:
            each()
            passed += 1
            print(f"ok   {each.__name__}")
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f"FAIL {each.__name__}\n{traceback.format_exc()}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
