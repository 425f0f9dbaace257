import zmq

socket = zmq.Context().socket(zmq.PULL)
socket.connect("tcp://127.0.0.1:5555")
message = socket.recv_pyobj()  # expect: unsafe-pickle-transport=warning
