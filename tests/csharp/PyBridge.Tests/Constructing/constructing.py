"""What PyBridge.Tests.Host does in its commands of the same names, with real multiprocessing."""

import sys
from multiprocessing import Process, current_process, set_start_method


def say(*words):
    print(*words, flush=True)


def run(process):
    process.start()
    process.join()


class Worker(Process):
    pass


class A(Process):
    def __init__(self, generations):
        super().__init__()
        self.generations = generations

    def run(self):
        say(self.name)
        for _ in range(2 if self.generations > 0 else 0):
            run(A(self.generations - 1))


def names():
    for process in Process(), Worker(), Process(name="zed"), Worker(), Process():
        say(process.name)


def nested_names():
    run(A(2))
    say(Process().name)


def print_name_of_child():
    say(Process().name)
    say(Worker().name)


def renamed_parent():
    Process()
    run(Process(target=print_name_of_child, name="renamed"))


def print_key(name):
    say(name, bytes(current_process().authkey).decode())


def print_keys(name):
    print_key(name)
    run(Process(target=print_key, args=(f"{name}'s child",)))


def key_and_daemon():
    current = current_process()
    current.authkey = b"before"
    early = Process(target=print_keys, args=("early",))
    current.authkey = b"after"
    late = Process(target=print_keys, args=("late",))

    current.daemon = True
    daemonic = Process()
    freed = Process(daemon=False)
    current.daemon = False
    say(f"daemonic {daemonic.daemon}, freed {freed.daemon}, early {early.daemon}")
    run(early)
    run(late)


if __name__ == "__main__":
    set_start_method("spawn")
    globals()[sys.argv[1].replace("-", "_")]()
