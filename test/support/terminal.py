import fcntl, json, os, pty, select, signal, struct, sys, termios, time

# One argument, JSON: the command, and what to type after which words have appeared, and how many seconds later.
spec = json.loads(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    os.execvp(spec['command'][0], spec['command'])
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', spec.get('lines', 50), spec.get('columns', 100), 0, 0))
steps, out, mark, end = list(spec['steps']), b'', 0, time.time() + spec.get('seconds', 20)
while time.time() < end:
    if select.select([fd], [], [], 0.05)[0]:
        try:
            chunk = os.read(fd, 65536)
        except OSError:
            chunk = b''
        if not chunk:
            break
        out += chunk
    elif steps and steps[0][0].encode() in out[mark:]:
        mark = len(out)
        step = steps.pop(0)
        time.sleep(step[2] if len(step) > 2 else 0)
        os.write(fd, step[1].encode())
else:
    os.kill(pid, signal.SIGKILL)
sys.stdout.buffer.write(out)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
