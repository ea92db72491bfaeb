/** `npm run simulator`: plays PiAPI on loopback until Ctrl-C; `-- --help` lists its options. */
import '../tools/simulator/main';
