import zmq

socket = zmq.Context().socket(zmq.PULL)
socket.bind("tcp://0.0.0.0:5555")
task = socket.recv_pyobj()  # expect: unsafe-pickle-transport
