import { defineRule } from '../../core/rule';
import {
  checkSwitchAssignment,
  checkSwitchCall,
  checkSwitchEntry,
  checkSwitchItem,
  checkSwitchCommand,
  ENGINE_SWITCHES,
} from './keras/engine-switch';
import { checkConnection, checkDeserializer, checkManager, checkReceive, TRANSPORTS } from './pickle/message-transport';
import { checkQueueAssignment, checkQueueCall, checkQueueItem, checkTask, QUEUE_SETTINGS } from './pickle/task-queues';

export default defineRule({
  id: 'unsafe-pickle-transport',
  severity: 'error',
  category: 'deserialization',
  title: 'Pickles from a connection',
  cwe: 502,
  atlas: ['AML.T0049'],
  docs: {
    what: 'Messages are unpickled as they arrive: with ZeroMQ\'s `recv_pyobj`, connections and managers of `multiprocessing` with no key or a hardcoded one, a Kafka consumer with `value_deserializer=pickle.loads`, Celery with `accept_content=["pickle"]` or a pickle serializer, vLLM with `VLLM_ALLOW_INSECURE_SERIALIZATION=1`.',
    why: 'A pickle is a program. Anyone who can reach the socket, topic or queue can send one and run code in this process, usually without a password.',
    fix: 'Send JSON, MessagePack, Arrow or safetensors (`recv_json`, `recv_multipart`, `task_serializer="json"`). If objects must travel, authenticate both sides (ZeroMQ\'s CURVE, an `authkey` from the environment) and listen on this machine only.',
    references: [
      'https://pyzmq.readthedocs.io/en/latest/api/zmq.html',
      'https://docs.python.org/3/library/multiprocessing.html#multiprocessing-listeners-clients',
      'https://docs.celeryq.dev/en/stable/userguide/security.html',
      'https://docs.vllm.ai/en/stable/usage/security.html',
    ],
  },
  listen: {
    calls: [
      { callees: ['**.recv_pyobj'], check: checkReceive },
      { callees: ['multiprocessing.connection.Listener', 'multiprocessing.connection.Client'], check: checkConnection },
      { callees: ['**'], triggers: ['authkey'], check: checkManager },
      {
        callees: ['kafka.KafkaConsumer', 'kafka.**.KafkaConsumer', 'aiokafka.AIOKafkaConsumer'],
        check: checkDeserializer,
      },
      { callees: ['**'], triggers: QUEUE_SETTINGS, check: checkQueueCall },
      { callees: ['celery.**.task', 'celery.shared_task'], check: checkTask },
      { callees: ['**'], triggers: ENGINE_SWITCHES, check: checkSwitchCall },
    ],
    assignments: {
      triggers: [...QUEUE_SETTINGS, ...ENGINE_SWITCHES],
      accepts,
      check: (fact, context) => {
        checkQueueAssignment(fact, context);
        checkSwitchAssignment(fact, context);
      },
    },
    dictItems: {
      triggers: [...QUEUE_SETTINGS, ...ENGINE_SWITCHES],
      accepts,
      check: (item, context) => {
        checkQueueItem(item, context);
        checkSwitchItem(item, context);
      },
    },
    reads: { strings: TRANSPORTS },
    commands: { check: checkSwitchCommand },
    config: { check: checkSwitchEntry },
  },
});

function accepts(name: string): boolean {
  return /accept_content|_serializer|insecure_serialization/i.test(name);
}
