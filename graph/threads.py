"""What the libraries below numpy and scipy read, once, to run linear algebra on one thread.

Several threads add the same numbers in another order from time to time, and the last bits differ.
"""

from __future__ import annotations

from typing import Final

#: The environment of a process on one thread: OpenBLAS, MKL, Accelerate, and OpenMP for any of them.
ONE_THREAD: Final = dict.fromkeys(
    ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS", "OMP_NUM_THREADS"), "1"
)
