/* Loops over the rows of the encoder's layers: see kernel.py, which does the same with numpy. */
#include "arrays.h"

#define LANES 8          /* running sums of numpy's pairwise summation, */
#define LONGEST_SUM 128  /* and how many numbers it adds up this way before it halves them */

/* The mean as numpy's pairwise summation has it. */
INLINE void centre(float *row, Py_ssize_t width) {
    float sums[LANES];
    for (int lane = 0; lane < LANES; lane++)
        sums[lane] = row[lane];
    for (Py_ssize_t i = LANES; i < width; i += LANES)
        for (int lane = 0; lane < LANES; lane++)
            sums[lane] += row[i + lane];
    float sum = ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
    float mean = sum / (float)width;
    for (Py_ssize_t i = 0; i < width; i++)
        row[i] -= mean;
}

WIDEST static void centre_pieces(const float *pieces, const float *bias, float *out, Py_ssize_t rows, Py_ssize_t width,
                                 Py_ssize_t count) {
    for (Py_ssize_t i = 0; i < rows; i++, out += width, pieces += count * width) {
        for (Py_ssize_t j = 0; j < width; j++)
            out[j] = pieces[j] + bias[j];
        for (Py_ssize_t k = width; k < count * width; k += width)
            for (Py_ssize_t j = 0; j < width; j++) {
                float piece = pieces[k + j] + bias[k + j];
                out[j] = out[j] > piece ? out[j] : piece;
            }
        centre(out, width);
    }
}

WIDEST static void centre_products(const float *products, const Int *lines, const Int *which, const float *bias,
                                   float *out, Py_ssize_t rows, Py_ssize_t width, Py_ssize_t count) {
    Py_ssize_t size = count * width;
    for (Py_ssize_t i = 0; i < rows; i++, out += width) {
        const Int *line = lines + which[i];
        const float *own = products + (3 * line[0] + 1) * size;
        const float *before = products + 3 * line[-1] * size;
        const float *behind = products + (3 * line[1] + 2) * size;
        for (Py_ssize_t j = 0; j < width; j++)
            out[j] = own[j] + before[j] + behind[j] + bias[j];
        for (Py_ssize_t k = width; k < size; k += width)
            for (Py_ssize_t j = 0; j < width; j++) {
                float piece = own[k + j] + before[k + j] + behind[k + j] + bias[k + j];
                out[j] = out[j] > piece ? out[j] : piece;
            }
        centre(out, width);
    }
}

static const char *bad_width(Py_ssize_t width) {
    return width < LANES || width % LANES || width > LONGEST_SUM ? "rows of this width are not added up here" : NULL;
}

PyDoc_STRVAR(centred_doc, "centred(pieces, bias, out): the largest piece of each unit, less the mean of its row");
static PyObject *centred(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    static const Expected expected[] = {{"pieces", 'f'}, {"bias", 'f'}, {"out", 'F'}};
    Array a[3];
    if (!counted(count, 3) || !taken(given, 3, expected, a))
        return NULL;
    Py_ssize_t width = a[2].view.ndim == 2 ? a[2].view.shape[1] : 0, rows = times(a[2].count, width);
    Py_ssize_t pieces = times(a[1].count, width);
    const char *fault = bad_width(width);
    if (fault == NULL && (pieces < 1 || a[0].count != rows * a[1].count))
        fault = "sizes do not fit";
    if (fault == NULL)
        centre_pieces(a[0].view.buf, a[1].view.buf, a[2].view.buf, rows, width, pieces);
    return ended(a, 3, fault);
}

PyDoc_STRVAR(centred_products_doc,
             "centred_products(products, lines, which, bias, out): the same of the sum of three products a row");
static PyObject *centred_products(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    static const Expected expected[] = {{"products", 'f'}, {"lines", 'i'}, {"which", 'i'}, {"bias", 'f'}, {"out", 'F'}};
    Array a[5];
    if (!counted(count, 5) || !taken(given, 5, expected, a))
        return NULL;
    Py_ssize_t width = a[4].view.ndim == 2 ? a[4].view.shape[1] : 0, rows = times(a[4].count, width);
    Py_ssize_t pieces = times(a[3].count, width), words = times(a[0].count, 3 * a[3].count);
    const char *fault = bad_width(width);
    if (fault == NULL && (pieces < 1 || words < 0 || a[2].count != rows))
        fault = "sizes do not fit";
    if (fault == NULL && (!all_within(a[1].view.buf, a[1].count, 0, words - 1) ||
                          !all_within(a[2].view.buf, rows, 1, a[1].count - 2)))
        fault = "a line is not there";
    if (fault == NULL)
        centre_products(a[0].view.buf, a[1].view.buf, a[2].view.buf, a[3].view.buf, a[4].view.buf, rows, width, pieces);
    return ended(a, 5, fault);
}

WIDEST static void add_rows(const float *rows, const Int *which, const float *gain, const float *shift,
                            const float *scale, float *out, Py_ssize_t count, Py_ssize_t width) {
    for (Py_ssize_t i = 0; i < count; i++, out += width) {
        const float *row = rows + which[i] * width;
        for (Py_ssize_t j = 0; j < width; j++)
            out[j] = row[j] + (out[j] * scale[i] * gain[j] + shift[j]);
    }
}

PyDoc_STRVAR(added_doc, "added(rows, which, gain, shift, scale, out): out scaled and shifted, and its rows added to it");
static PyObject *added(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    static const Expected expected[] = {{"rows", 'f'},  {"which", 'i'}, {"gain", 'f'},
                                        {"shift", 'f'}, {"scale", 'f'}, {"out", 'F'}};
    Array a[6];
    if (!counted(count, 6) || !taken(given, 6, expected, a))
        return NULL;
    Py_ssize_t width = a[2].count, rows = times(a[0].count, width);
    const char *fault = NULL;
    if (rows < 0 || a[3].count != width || a[4].count != a[1].count || a[5].count != a[1].count * width)
        fault = "sizes do not fit";
    else if (!all_within(a[1].view.buf, a[1].count, 0, rows - 1))
        fault = "a row is not there";
    if (fault == NULL)
        add_rows(a[0].view.buf, a[1].view.buf, a[2].view.buf, a[3].view.buf, a[4].view.buf, a[5].view.buf, a[1].count,
                 width);
    return ended(a, 6, fault);
}

PyDoc_STRVAR(windows_doc, "windows(rows, which, out): each of these rows between its neighbours");
static PyObject *windows(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    static const Expected expected[] = {{"rows", 'f'}, {"which", 'i'}, {"out", 'F'}};
    Array a[3];
    if (!counted(count, 3) || !taken(given, 3, expected, a))
        return NULL;
    Py_ssize_t width = a[0].view.ndim == 2 ? a[0].view.shape[1] : 0, rows = times(a[0].count, width);
    const char *fault = NULL;
    if (rows < 0 || a[2].count != 3 * a[1].count * width)
        fault = "sizes do not fit";
    else if (!all_within(a[1].view.buf, a[1].count, 1, rows - 2))
        fault = "a row has no neighbour";
    if (fault == NULL) {
        const float *from = a[0].view.buf;
        const Int *which = a[1].view.buf;
        float *out = a[2].view.buf;
        for (Py_ssize_t i = 0; i < a[1].count; i++)
            memcpy(out + 3 * i * width, from + (which[i] - 1) * width, 3 * width * sizeof(float));
    }
    return ended(a, 3, fault);
}

const PyMethodDef layer_functions[] = {
    {"centred", (PyCFunction)(void (*)(void))centred, METH_FASTCALL, centred_doc},
    {"centred_products", (PyCFunction)(void (*)(void))centred_products, METH_FASTCALL, centred_products_doc},
    {"added", (PyCFunction)(void (*)(void))added, METH_FASTCALL, added_doc},
    {"windows", (PyCFunction)(void (*)(void))windows, METH_FASTCALL, windows_doc},
    {NULL, NULL, 0, NULL},
};
