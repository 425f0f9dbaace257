import zmq

socket = zmq.Context().socket(zmq.PULL)
socket.bind("tcp://127.0.0.1:5555")
task = socket.recv_json()
