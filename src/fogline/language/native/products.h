/* Products of rows and a matrix in whole numbers of 8 bits; products.c says how. */
#ifndef FOGLINE_PRODUCTS_H
#define FOGLINE_PRODUCTS_H

#include "arrays.h"

#define TILE_ROWS 8     /* Rows and columns that are worked out together: */
#define TILE_COLUMNS 48 /* their sums, and what they are made of, fit into the widest registers. */
#define BLOCK_ROWS 64   /* Rows that stay at hand while all columns are gone through. */
#define LARGEST 127     /* Whole numbers go from -LARGEST to LARGEST; */
#define MIDDLE 128      /* to those of rows this is added, so that they are bytes without a sign. */

#define WHOLE 12582912.0f /* 1.5 * 2**23: floats of about this size are whole numbers */

typedef int32_t Sums[TILE_ROWS][TILE_COLUMNS];
typedef struct Packed Packed;
typedef void Tile(const Packed *packed, Py_ssize_t group, const uint8_t *const rows[TILE_ROWS], Sums sums);

/* A matrix, its columns in groups of TILE_COLUMNS, the last of them filled up with zeros. */
struct Packed {
    Py_ssize_t wide, outs, groups;
    Tile *tile;
    int32_t *start;      /* what the sum of each column begins with: it takes off what MIDDLE adds */
    float *scale, *bias; /* of each column */
    uint8_t *weights;
    Py_ssize_t group_size; /* bytes of a group's weights */
};

/* The matrix of a capsule that `packed` made; NULL with an exception set. */
const Packed *packed_of(PyObject *capsule);

/* Into *out* the products of *count* rows of whole numbers. */
void multiply(const Packed *packed, const uint8_t *bytes, float *out, Py_ssize_t count);

/* For each of *numbers*, times *factor*, the byte that stands for the nearest whole number, a half going to the even one;
 * what is larger is cut off. In two loops: compilers make jumps of both in one, and then go number by number. */
INLINE void as_bytes(const float *restrict numbers, float factor, uint8_t *restrict out, Py_ssize_t count) {
    float within[BLOCK_ROWS];
    for (Py_ssize_t start = 0; start < count; start += BLOCK_ROWS) {
        Py_ssize_t here = count - start < BLOCK_ROWS ? count - start : BLOCK_ROWS;
        for (Py_ssize_t i = 0; i < here; i++) {
            float number = numbers[start + i] * factor;
            number = number > -LARGEST ? number : -LARGEST; /* so is what is no number */
            within[i] = number < LARGEST ? number : LARGEST;
        }
        for (Py_ssize_t i = 0; i < here; i++)
            out[start + i] = (uint8_t)((int32_t)((within[i] + WHOLE) - WHOLE) + MIDDLE);
    }
}

#endif
