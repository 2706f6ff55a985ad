/* What all of the loops have in common; kernel.c says what they are.
 *
 * Arrays come as contiguous buffers of 32-bit floats, of integers as wide as a pointer, or of bytes. Kinds and sizes are checked
 * before anything is touched, and so is every index that comes from an array; what does not fit is a ValueError.
 */
#ifndef FOGLINE_ARRAYS_H
#define FOGLINE_ARRAYS_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

typedef intptr_t Int;

/* Wider registers where the machine has them; these functions do not add up across lanes, so the bits are the same. */
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__linux__) && defined(__GLIBC__)
#define WIDEST __attribute__((target_clones("default", "avx2", "avx512f")))
#define PREFETCH(address) __builtin_prefetch(address)
#else
#define WIDEST
#define PREFETCH(address) ((void)(address))
#endif
#define INLINE static inline __attribute__((always_inline))

typedef struct {
    Py_buffer view;
    Py_ssize_t count; /* of numbers */
} Array;

typedef struct {
    const char *name;
    char kind; /* 'f': floats, 'i': integers, 'b': bytes; 'F', 'I' and 'B': the same, to be written */
} Expected;

static inline int fits(const Py_buffer *view, char kind) {
    const char *format = view->format == NULL ? "B" : view->format;
    if (format[0] == '@' || format[0] == '=')
        format++;
    if (kind == 'f' || kind == 'F')
        return view->itemsize == sizeof(float) && format[0] == 'f' && format[1] == 0;
    if (kind == 'b' || kind == 'B')
        return view->itemsize == 1 && format[0] == 'B' && format[1] == 0;
    return view->itemsize == sizeof(Int) && (format[0] == 'l' || format[0] == 'q' || format[0] == 'n') && format[1] == 0;
}

static inline const char *named(char kind) {
    return kind == 'f' || kind == 'F' ? "float32" : kind == 'b' || kind == 'B' ? "uint8" : "intp";
}

static inline void release(Array *arrays, Py_ssize_t count) {
    for (Py_ssize_t i = 0; i < count; i++)
        PyBuffer_Release(&arrays[i].view);
}

/* The first *count* of *given* as *arrays*; 0 with an exception set, and nothing held, where one is not as *expected*. */
static inline int taken(PyObject *const *given, Py_ssize_t count, const Expected *expected, Array *arrays) {
    for (Py_ssize_t i = 0; i < count; i++) {
        char kind = expected[i].kind;
        int written = kind == 'F' || kind == 'I' || kind == 'B';
        int flags = PyBUF_FORMAT | PyBUF_C_CONTIGUOUS | (written ? PyBUF_WRITABLE : 0);
        if (PyObject_GetBuffer(given[i], &arrays[i].view, flags) < 0) {
            release(arrays, i);
            return 0;
        }
        if (!fits(&arrays[i].view, kind)) {
            PyErr_Format(PyExc_ValueError, "%s must be %s", expected[i].name, named(kind));
            release(arrays, i + 1);
            return 0;
        }
        arrays[i].count = arrays[i].view.len / arrays[i].view.itemsize;
    }
    return 1;
}

static inline int counted(Py_ssize_t given, Py_ssize_t wanted) {
    if (given != wanted)
        PyErr_Format(PyExc_TypeError, "takes %zd arguments, not %zd", wanted, given);
    return given == wanted;
}

/* How many times *part* goes into *whole*; -1 where something is left over. */
static inline Py_ssize_t times(Py_ssize_t whole, Py_ssize_t part) { return part > 0 && whole % part == 0 ? whole / part : -1; }

static inline int all_within(const Int *numbers, Py_ssize_t count, Int first, Int last) {
    for (Py_ssize_t i = 0; i < count; i++)
        if (numbers[i] < first || numbers[i] > last)
            return 0;
    return 1;
}

static inline PyObject *ended(Array *arrays, Py_ssize_t count, const char *fault) {
    release(arrays, count);
    if (fault != NULL) {
        PyErr_SetString(PyExc_ValueError, fault);
        return NULL;
    }
    Py_RETURN_NONE;
}

/* What each file gives to the module. */
extern const PyMethodDef layer_functions[], product_functions[], state_functions[];

#endif
