"""Print how repr() shows death by each signal: the number, a tab, the text."""

from multiprocessing.process import _exitcode_to_name

for signal in range(1, 65):
    print(signal, _exitcode_to_name.get(-signal, -signal), sep="\t")
