"""pythonnet#639: processes in a loop, started by a program that embeds Python, started the program again and again."""


from pybridge import Process


def f(name):
    print("inside", name, flush=True)


def main():
    codes = []
    for i in range(2):
        process = Process(target=f, args=("bob" + str(i),))
        process.start()
        process.join()
        codes.append(process.exitcode)
    return codes
