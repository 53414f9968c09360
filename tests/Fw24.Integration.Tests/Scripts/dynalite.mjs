// dynalite on a free port of the loopback interface.
import dynalite from 'dynalite';

const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${server.address().port} by Node.js ${process.version}`));
