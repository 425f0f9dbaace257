# Keys that are made to be seen, hosts that cannot exist, and a server of this machine.
import posthog

posthog.api_key = "phc_Zq8Tn3VwKb1YxLr7PdMc5HsGf2JeUa9WiQo4XkBvRt6"
SERVER = "https://other:Synth3tic-url@fixture.invalid/mcp"
MIRROR = "https://reader:Qx7-vT2kPz@files.test/mcp"


def info():
    """Tells of a key by its digest.

    curl -X GET "http://0.0.0.0:4000/key/info?key=d5345c0ecc68ae6295c69f91926b2bd379e25481a40c34b5884d157a9f65d8fa"
    """
    # curl "http://localhost:4000/spend/logs?api_key=d5345c0ecc68ae6295c69f91926b2bd379e25481a40c34b5884d157a9f65d8fa"
ED25519_KEY_OPTIONAL_PASSPHRASE = "ed25519-key"
RSA4096_PASSWORD = "rsa4096_password"
