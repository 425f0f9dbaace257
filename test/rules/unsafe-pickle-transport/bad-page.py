import zmq

socket = zmq.Context().socket(zmq.PULL)
socket.connect("tcp://trainer.internal:5555")
task = socket.recv_pyobj()  # expect: unsafe-pickle-transport
