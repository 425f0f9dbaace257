import pickle

import zmq
from kafka import KafkaConsumer

ADDRESSES = {"jobs": "ipc:///tmp/jobs"}
# Not tcp://0.0.0.0:5555 any more.
socket = zmq.Context().socket(zmq.PULL)
socket.connect("ipc:///tmp/other")
message = socket.recv_pyobj()  # expect: unsafe-pickle-transport=warning

consumer = KafkaConsumer(
    "models",
    value_deserializer=(  # expect: unsafe-pickle-transport=error
        lambda message:
            pickle.loads(message)
    ),
    key_deserializer=lambda key: key.decode(),
)
