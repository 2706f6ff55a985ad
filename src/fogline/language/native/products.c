/* Products of rows and a matrix in whole numbers of 8 bits: see products.py, which does the same with numpy.
 *
 * Sums of whole numbers are exact, so that it does not matter in which order, or by which of the kernels below, they are
 * made. The numbers of a row come as bytes, with MIDDLE added to each: the instruction that is made for this multiplies
 * bytes without a sign by such that have one. What that adds to a column's sum is known beforehand. */
#include <string.h>

#include "products.h"

#define WIDEST_SUM ((1 << 24) / (LARGEST * LARGEST)) /* of numbers whose sum floats hold to the last */
#define ALIGNED 64
#define CAPSULE "fogline.language._kernel.packed"
#if defined(__x86_64__) && (defined(__clang__) ? __clang_major__ >= 16 : defined(__GNUC__) && __GNUC__ >= 12)
#define HAS_X86 1
#include <immintrin.h>
#else
#define HAS_X86 0
#endif
#ifdef __ARM_FEATURE_DOTPROD
typedef int8_t Plain; /* sums of such products are one instruction there */
#else
typedef int16_t Plain;
#endif

/* Column by column: sums along a row are what compilers have the best instructions for. */
static void tile_plain(const Packed *packed, Py_ssize_t group, const uint8_t *const rows[TILE_ROWS], Sums sums) {
    const Plain *weights = (const Plain *)(packed->weights + group * packed->group_size);
    Plain row[TILE_ROWS][WIDEST_SUM];
    int wide = (int)packed->wide;
    for (int r = 0; r < TILE_ROWS; r++)
        for (int k = 0; k < wide; k++)
            row[r][k] = (Plain)(rows[r][k] - MIDDLE);
    for (int c = 0; c < TILE_COLUMNS; c++, weights += wide)
        for (int r = 0; r < TILE_ROWS; r++) {
            int32_t sum = 0;
            for (int k = 0; k < wide; k++)
                sum += row[r][k] * weights[k];
            sums[r][c] = sum;
        }
}

#if HAS_X86
#define UNROLLED _Pragma("GCC unroll 8") /* so that sums stay in registers */

INLINE int32_t four(const uint8_t *bytes) {
    int32_t bits;
    memcpy(&bits, bytes, sizeof bits);
    return bits;
}

/* Pairs: two numbers of each column at a time, as 16 bits each. */
__attribute__((target("avx2"))) static void tile_avx2(const Packed *packed, Py_ssize_t group,
                                                      const uint8_t *const rows[TILE_ROWS], Sums sums) {
    const __m256i *start = (const __m256i *)(packed->start + group * TILE_COLUMNS);
    for (int r = 0; r < TILE_ROWS; r += 2) {
        const __m256i *weights = (const __m256i *)(packed->weights + group * packed->group_size);
        __m256i sum[2][6];
        UNROLLED for (int c = 0; c < 6; c++)
            sum[0][c] = sum[1][c] = start[c];
        for (Py_ssize_t k = 0; k < packed->wide; k += 2, weights += 6) {
            __m256i first = _mm256_set1_epi32(rows[r][k] | rows[r][k + 1] << 16);
            __m256i second = _mm256_set1_epi32(rows[r + 1][k] | rows[r + 1][k + 1] << 16);
            UNROLLED for (int c = 0; c < 6; c++) {
                sum[0][c] = _mm256_add_epi32(sum[0][c], _mm256_madd_epi16(first, weights[c]));
                sum[1][c] = _mm256_add_epi32(sum[1][c], _mm256_madd_epi16(second, weights[c]));
            }
        }
        UNROLLED for (int c = 0; c < 6; c++) {
            _mm256_storeu_si256((__m256i *)sums[r] + c, sum[0][c]);
            _mm256_storeu_si256((__m256i *)sums[r + 1] + c, sum[1][c]);
        }
    }
}

/* Fours: four numbers of each column at a time, as bytes. */
__attribute__((target("avx2,avxvnni"))) static void tile_avx_vnni(const Packed *packed, Py_ssize_t group,
                                                                  const uint8_t *const rows[TILE_ROWS], Sums sums) {
    const __m256i *start = (const __m256i *)(packed->start + group * TILE_COLUMNS);
    for (int r = 0; r < TILE_ROWS; r += 2) {
        const __m256i *weights = (const __m256i *)(packed->weights + group * packed->group_size);
        __m256i sum[2][6];
        UNROLLED for (int c = 0; c < 6; c++)
            sum[0][c] = sum[1][c] = start[c];
        for (Py_ssize_t k = 0; k < packed->wide; k += 4, weights += 6) {
            __m256i first = _mm256_set1_epi32(four(rows[r] + k)), second = _mm256_set1_epi32(four(rows[r + 1] + k));
            UNROLLED for (int c = 0; c < 6; c++) {
                sum[0][c] = _mm256_dpbusd_avx_epi32(sum[0][c], first, weights[c]);
                sum[1][c] = _mm256_dpbusd_avx_epi32(sum[1][c], second, weights[c]);
            }
        }
        UNROLLED for (int c = 0; c < 6; c++) {
            _mm256_storeu_si256((__m256i *)sums[r] + c, sum[0][c]);
            _mm256_storeu_si256((__m256i *)sums[r + 1] + c, sum[1][c]);
        }
    }
}

__attribute__((target("avx512f,avx512vnni"))) static void tile_avx512_vnni(const Packed *packed, Py_ssize_t group,
                                                                           const uint8_t *const rows[TILE_ROWS],
                                                                           Sums sums) {
    const __m512i *start = (const __m512i *)(packed->start + group * TILE_COLUMNS);
    const __m512i *weights = (const __m512i *)(packed->weights + group * packed->group_size);
    __m512i sum[TILE_ROWS][3];
    UNROLLED for (int r = 0; r < TILE_ROWS; r++)
        UNROLLED for (int c = 0; c < 3; c++)
            sum[r][c] = start[c];
    for (Py_ssize_t k = 0; k < packed->wide; k += 4, weights += 3)
        UNROLLED for (int r = 0; r < TILE_ROWS; r++) {
            __m512i row = _mm512_set1_epi32(four(rows[r] + k));
            UNROLLED for (int c = 0; c < 3; c++)
                sum[r][c] = _mm512_dpbusd_epi32(sum[r][c], row, weights[c]);
        }
    UNROLLED for (int r = 0; r < TILE_ROWS; r++)
        UNROLLED for (int c = 0; c < 3; c++)
            _mm512_storeu_si512((__m512i *)sums[r] + c, sum[r][c]);
}

static int has_avx512_vnni(void) { return __builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512f"); }
static int has_avx_vnni(void) { return __builtin_cpu_supports("avxvnni") && __builtin_cpu_supports("avx2"); }
static int has_avx2(void) { return __builtin_cpu_supports("avx2"); }
#endif
static int has_plain(void) { return 1; }

/* The best first. */
static const struct {
    const char *name;
    int (*is_there)(void);
    Tile *tile;
    int together; /* numbers of a column, one after the other: 4 as bytes, 2 as 16 bits each; 0: all */
} kernels[] = {
#if HAS_X86
    {"avx512-vnni", has_avx512_vnni, tile_avx512_vnni, 4},
    {"avx-vnni", has_avx_vnni, tile_avx_vnni, 4},
    {"avx2", has_avx2, tile_avx2, 2},
#endif
    {"plain", has_plain, tile_plain, 0},
};
#define KERNELS (int)(sizeof kernels / sizeof kernels[0])

PyDoc_STRVAR(kernels_doc, "kernels(): the names of those that this machine has, the best first");
static PyObject *kernel_names(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    if (!counted(count, 0))
        return NULL;
    PyObject *names = PyList_New(0);
    for (int i = 0; names != NULL && i < KERNELS; i++) {
        PyObject *name = kernels[i].is_there() ? PyUnicode_FromString(kernels[i].name) : NULL;
        if (name != NULL && PyList_Append(names, name) < 0)
            Py_CLEAR(names);
        Py_XDECREF(name);
    }
    return PyErr_Occurred() ? NULL : names;
}

static int kernel_of(PyObject *name) {
    for (int i = 0; i < KERNELS; i++)
        if (PyUnicode_Check(name) && PyUnicode_CompareWithASCIIString(name, kernels[i].name) == 0 &&
            kernels[i].is_there())
            return i;
    PyErr_Format(PyExc_ValueError, "this machine has no kernel %R", name);
    return -1;
}

const Packed *packed_of(PyObject *capsule) { return PyCapsule_GetPointer(capsule, CAPSULE); }

static void free_packed(PyObject *capsule) { PyMem_Free(PyCapsule_GetPointer(capsule, CAPSULE)); }

static uint8_t *aligned(void *memory) { return (uint8_t *)(((uintptr_t)memory + ALIGNED - 1) / ALIGNED * ALIGNED); }

static Py_ssize_t size_of_number(int together) { return together == 4 ? 1 : together == 2 ? 2 : sizeof(Plain); }

/* Room for a matrix of this size, all zero; NULL where there is none. */
static Packed *new_packed(Py_ssize_t wide, Py_ssize_t outs, int kernel) {
    Py_ssize_t groups = (outs + TILE_COLUMNS - 1) / TILE_COLUMNS, columns = groups * TILE_COLUMNS;
    Py_ssize_t bytes = wide * TILE_COLUMNS * size_of_number(kernels[kernel].together);
    Packed *packed = PyMem_Calloc(1, sizeof(Packed) + 2 * ALIGNED + groups * bytes + 12 * columns);
    if (packed == NULL)
        return NULL;
    packed->wide = wide, packed->outs = outs, packed->groups = groups, packed->group_size = bytes;
    packed->tile = kernels[kernel].tile;
    packed->weights = aligned(packed + 1);
    packed->start = (int32_t *)aligned(packed->weights + groups * bytes);
    packed->scale = (float *)(packed->start + columns), packed->bias = packed->scale + columns;
    return packed;
}

/* 0 where one of the *weights* is not a whole number that is small enough. */
static int pack(Packed *packed, const float *weights, int together) {
    Py_ssize_t in_turn = together ? together : packed->wide;
    for (Py_ssize_t k = 0; k < packed->wide; k++)
        for (Py_ssize_t column = 0; column < packed->outs; column++) {
            float weight = weights[k * packed->outs + column];
            if (!(weight >= -LARGEST && weight <= LARGEST) || weight != (float)(int)weight)
                return 0;
            Py_ssize_t at = (k / in_turn * TILE_COLUMNS + column % TILE_COLUMNS) * in_turn + k % in_turn;
            uint8_t *group = packed->weights + column / TILE_COLUMNS * packed->group_size;
            if (size_of_number(together) == 1)
                ((int8_t *)group)[at] = (int8_t)weight;
            else
                ((int16_t *)group)[at] = (int16_t)weight;
            packed->start[column] -= MIDDLE * (int32_t)weight;
        }
    return 1;
}

PyDoc_STRVAR(packed_doc, "packed(weights, scale, bias, kernel): a matrix for products, its whole numbers given as floats");
static PyObject *packed(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    static const Expected expected[] = {{"weights", 'f'}, {"scale", 'f'}, {"bias", 'f'}};
    int kernel;
    Array a[3];
    if (!counted(count, 4) || (kernel = kernel_of(given[3])) < 0 || !taken(given, 3, expected, a))
        return NULL;
    Py_ssize_t outs = a[1].count, wide = times(a[0].count, outs);
    Packed *made = NULL;
    const char *fault = NULL;
    if (wide < 4 || wide % 4 || wide > WIDEST_SUM || a[2].count != outs)
        fault = "sizes do not fit";
    else if ((made = new_packed(wide, outs, kernel)) == NULL) {
        release(a, 3);
        return PyErr_NoMemory();
    } else if (!pack(made, a[0].view.buf, kernels[kernel].together))
        fault = "weights must be whole numbers from -127 to 127";
    else {
        memcpy(made->scale, a[1].view.buf, outs * sizeof(float));
        memcpy(made->bias, a[2].view.buf, outs * sizeof(float));
    }
    PyObject *none = ended(a, 3, fault), *capsule = none == NULL ? NULL : PyCapsule_New(made, CAPSULE, free_packed);
    Py_XDECREF(none);
    if (capsule == NULL)
        PyMem_Free(made);
    return capsule;
}

WIDEST static void round_all(const float *numbers, float factor, uint8_t *out, Py_ssize_t count) {
    as_bytes(numbers, factor, out, count);
}

PyDoc_STRVAR(rounded_doc, "rounded(rows, factor, out): the whole numbers of the rows times the factor");
static PyObject *rounded(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    static const Expected expected[] = {{"rows", 'f'}, {"factor", 'f'}, {"out", 'B'}};
    Array a[3];
    if (!counted(count, 3) || !taken(given, 3, expected, a))
        return NULL;
    const char *fault = a[1].count != 1 || a[2].count != a[0].count ? "sizes do not fit" : NULL;
    if (fault == NULL)
        round_all(a[0].view.buf, *(const float *)a[1].view.buf, a[2].view.buf, a[0].count);
    return ended(a, 3, fault);
}

/* Into *out*, from a tile's sums, its columns from *first* on. */
WIDEST static void scale_tile(const Packed *packed, Sums sums, Py_ssize_t first, float *out, Py_ssize_t rows) {
    Py_ssize_t left = packed->outs - first, columns = left < TILE_COLUMNS ? left : TILE_COLUMNS;
    const float *scale = packed->scale + first, *bias = packed->bias + first;
    for (Py_ssize_t r = 0; r < rows; r++)
        for (Py_ssize_t c = 0; c < columns; c++)
            out[r * packed->outs + first + c] = (float)sums[r][c] * scale[c] + bias[c];
}

void multiply(const Packed *packed, const uint8_t *bytes, float *out, Py_ssize_t count) {
    Sums sums;
    const uint8_t *rows[TILE_ROWS];
    for (Py_ssize_t block = 0; block < count; block += BLOCK_ROWS) {
        Py_ssize_t end = count - block < BLOCK_ROWS ? count : block + BLOCK_ROWS;
        for (Py_ssize_t group = 0; group < packed->groups; group++)
            for (Py_ssize_t i = block; i < end; i += TILE_ROWS) {
                Py_ssize_t here = end - i < TILE_ROWS ? end - i : TILE_ROWS;
                for (Py_ssize_t r = 0; r < TILE_ROWS; r++)
                    rows[r] = bytes + (i + (r < here ? r : 0)) * packed->wide;
                packed->tile(packed, group, rows, sums);
                scale_tile(packed, sums, group * TILE_COLUMNS, out + i * packed->outs, here);
            }
    }
}

PyDoc_STRVAR(product_doc, "product(packed, bytes, out): of rows of whole numbers and a matrix");
static PyObject *product(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    static const Expected expected[] = {{"bytes", 'b'}, {"out", 'F'}};
    Array a[2];
    const Packed *by;
    if (!counted(count, 3) || (by = packed_of(given[0])) == NULL || !taken(given + 1, 2, expected, a))
        return NULL;
    Py_ssize_t rows = times(a[0].count, by->wide);
    const char *fault = rows < 0 || a[1].count != rows * by->outs ? "sizes do not fit" : NULL;
    if (fault == NULL)
        multiply(by, a[0].view.buf, a[1].view.buf, rows);
    return ended(a, 2, fault);
}

const PyMethodDef product_functions[] = {
    {"kernels", (PyCFunction)(void (*)(void))kernel_names, METH_FASTCALL, kernels_doc},
    {"packed", (PyCFunction)(void (*)(void))packed, METH_FASTCALL, packed_doc},
    {"rounded", (PyCFunction)(void (*)(void))rounded, METH_FASTCALL, rounded_doc},
    {"product", (PyCFunction)(void (*)(void))product, METH_FASTCALL, product_doc},
    {NULL, NULL, 0, NULL},
};
