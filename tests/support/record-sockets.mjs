// Loaded before the command (`node --import`), it adds a line to the file SOCKETS for each connection
// that the process begins and each name that it looks up.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

function watch(holder, name) {
  const original = holder[name];
  holder[name] = function (...args) {
    appendFileSync(process.env.SOCKETS, `${name} ${JSON.stringify(args[0])}\n`);
    return original.apply(this, args);
  };
}

watch(net.Socket.prototype, 'connect');
watch(dns, 'lookup');
watch(dns, 'resolve');
watch(dns.promises, 'lookup');
watch(dns.promises, 'resolve');
watch(dgram, 'createSocket');
syncBuiltinESMExports();
