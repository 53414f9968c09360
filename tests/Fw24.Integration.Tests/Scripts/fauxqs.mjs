// fauxqs on a free port of the loopback interface; its own program listens on all interfaces.
import { buildApp } from 'fauxqs';

const app = buildApp({ logger: false, host: '127.0.0.1' });
console.log(`listening on ${await app.listen({ port: 0, host: '127.0.0.1' })} by Node.js ${process.version}`);
