"""pythonnet#964: a pool and an executor in a program that embeds Python."""

import concurrent.futures
import os

import pybridge


def square(number):
    return number * number


def main():
    context = pybridge.get_context()
    with context.Pool(2) as pool:
        pooled = pool.map(square, range(4))
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as executor:
        computed = executor.submit(square, 5).result()
        elsewhere = executor.submit(os.getpid).result() != os.getpid()
    return (pooled, computed, elsewhere)
