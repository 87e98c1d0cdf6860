"""Call functions with wrong arguments and print the text of each TypeError."""


def none():
    pass


def one(a):
    pass


def two(a, b):
    pass


def three(a, b, c):
    pass


def optional(a, b=1, c=2):
    pass


CALLS = [
    lambda: none(1),
    lambda: none(1, 2),
    lambda: one(),
    lambda: one(1, 2),
    lambda: two(),
    lambda: two(1),
    lambda: two(1, 2, 3),
    lambda: three(),
    lambda: three(1),
    lambda: optional(),
    lambda: optional(1, 2, 3, 4),
    lambda: two(1, a=2),
    lambda: two(1, x=2),
    lambda: two(a=1),
]

for call in CALLS:
    try:
        call()
        print("accepted")
    except TypeError as error:
        print(error)
