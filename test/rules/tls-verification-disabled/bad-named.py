import redis
import urllib3

pool = urllib3.PoolManager(cert_reqs="NONE")  # expect: tls-verification-disabled=warning
other = urllib3.PoolManager(cert_reqs="CERT_NONE")  # expect: tls-verification-disabled=warning
right = urllib3.PoolManager(cert_reqs="REQUIRED")
cache = redis.Redis(host="cache.example.org", ssl=True, ssl_cert_reqs="none")  # expect: tls-verification-disabled=warning
checked = redis.Redis(host="cache.example.org", ssl=True, ssl_cert_reqs="required")
queue = KafkaConsumer("topic", ssl_check_hostname=False)  # expect: tls-verification-disabled=warning
