import zmq

# tcp://*:5555 would be worse.
socket = zmq.Context().socket(zmq.PAIR)
socket.bind("inproc://workers")
message = socket.recv_pyobj()  # expect: unsafe-pickle-transport=hint
