/* The layers of the encoder, from one layer's rows to the next one's: see layers.py, which does the same with numpy. */
#include <math.h>
#include <string.h>

#include "products.h"

#define LANES 8           /* running sums of numpy's pairwise summation, */
#define WIDEST_ROW 128    /* and how many numbers it adds up this way before it halves them */
#define PIECES 3          /* of each unit, the largest of which counts */
#define UNITS 16          /* whose pieces a tile holds: those of the first piece, then the second's, then the third's */
#define TINY 1e-8f        /* keeps the deviation from being 0 */

/* What all layers have, and where their rows come from and go to. */
typedef struct {
    const float *gain, *shift;
    float factor; /* steps in 1, in which rows are rounded for the next layer */
    float *out;
    uint8_t *bytes;
    Py_ssize_t width;
} Layer;

/* The sum as numpy's pairwise summation has it. */
INLINE float sum_of(const float lanes[LANES]) {
    return ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
}

/* The largest pieces, which are where row *i* comes to stand, made into it: normalised, scaled, shifted, added to the
 * row before. */
INLINE void end_row(const Layer *layer, Py_ssize_t i, const float *before) {
    Py_ssize_t width = layer->width;
    float *row = layer->out + i * width;
    uint8_t *bytes = layer->bytes + i * width;
    float sums[LANES] = {0}, squares[LANES] = {0};
    for (int lane = 0; lane < LANES; lane++)
        sums[lane] = row[lane];
    for (Py_ssize_t j = LANES; j < width; j += LANES)
        for (int lane = 0; lane < LANES; lane++)
            sums[lane] += row[j + lane];
    float mean = sum_of(sums) / (float)width;
    for (Py_ssize_t j = 0; j < width; j++)
        row[j] -= mean;
    for (int lane = 0; lane < LANES; lane++)
        squares[lane] = row[lane] * row[lane];
    for (Py_ssize_t j = LANES; j < width; j += LANES)
        for (int lane = 0; lane < LANES; lane++)
            squares[lane] += row[j + lane] * row[j + lane];
    float scale = 1 / sqrtf(sum_of(squares) / (float)width + TINY);
    for (Py_ssize_t j = 0; j < width; j++) {
        float ended = before[j] + (row[j] * scale * layer->gain[j] + layer->shift[j]);
        row[j] = ended;
    }
    as_bytes(row, layer->factor, bytes, width);
}

/* The largest pieces of the units from *first* on, from a tile's sums. */
WIDEST static void largest_of_tile(const Packed *packed, Sums sums, Py_ssize_t first, float *restrict out,
                                   Py_ssize_t rows, Py_ssize_t width) {
    const float *restrict scale = packed->scale + PIECES * first, *restrict bias = packed->bias + PIECES * first;
    for (Py_ssize_t r = 0; r < rows; r++) {
        float pieces[TILE_COLUMNS];
        for (int k = 0; k < TILE_COLUMNS; k++)
            pieces[k] = (float)sums[r][k] * scale[k] + bias[k];
        for (int j = 0; j < UNITS; j++) {
            float larger = pieces[j] > pieces[j + UNITS] ? pieces[j] : pieces[j + UNITS];
            out[r * width + first + j] = larger > pieces[j + 2 * UNITS] ? larger : pieces[j + 2 * UNITS];
        }
    }
}

WIDEST static void end_rows(const Layer *layer, const float *rows, const Int *which, Py_ssize_t first, Py_ssize_t end) {
    for (Py_ssize_t i = first; i < end; i++)
        end_row(layer, i, rows + which[i] * layer->width);
}

/* A row and its neighbours stand behind one another in *from*, and so are a window as they stand. */
static void make_layer(const Layer *layer, const Packed *packed, const uint8_t *from, const float *rows,
                       const Int *which, Py_ssize_t count) {
    Sums sums;
    const uint8_t *windows[TILE_ROWS];
    for (Py_ssize_t block = 0; block < count; block += BLOCK_ROWS) {
        Py_ssize_t end = count - block < BLOCK_ROWS ? count : block + BLOCK_ROWS;
        for (Py_ssize_t group = 0; group < packed->groups; group++)
            for (Py_ssize_t i = block; i < end; i += TILE_ROWS) {
                Py_ssize_t here = end - i < TILE_ROWS ? end - i : TILE_ROWS;
                for (Py_ssize_t r = 0; r < TILE_ROWS; r++)
                    windows[r] = from + (which[i + (r < here ? r : 0)] - 1) * layer->width;
                packed->tile(packed, group, windows, sums);
                largest_of_tile(packed, sums, group * UNITS, layer->out + i * layer->width, here, layer->width);
            }
        end_rows(layer, rows, which, block, end);
    }
}

WIDEST static void make_first_layer(const Layer *layer, const float *products, const Int *lines, const float *bias,
                                    const float *words, const Int *numbers, const Int *which, Py_ssize_t count) {
    Py_ssize_t width = layer->width, size = PIECES * width;
    for (Py_ssize_t i = 0; i < count; i++) {
        const Int *line = lines + which[i];
        const float *before = products + 3 * line[-1] * size;
        const float *own = products + (3 * line[0] + 1) * size;
        const float *behind = products + (3 * line[1] + 2) * size;
        float *out = layer->out + i * width;
        for (Py_ssize_t j = 0; j < width; j++) {
            float largest = own[j] + before[j] + behind[j] + bias[j];
            for (Py_ssize_t k = j + width; k < size; k += width) {
                float piece = own[k] + before[k] + behind[k] + bias[k];
                largest = largest > piece ? largest : piece;
            }
            out[j] = largest;
        }
        end_row(layer, i, words + numbers[which[i]] * width);
    }
}

/* What the arguments *gain*, *shift*, *factor*, *out*, *bytes* make; a fault where their sizes do not fit *count* rows. */
static const char *opened(Layer *layer, const Array a[5], Py_ssize_t count) {
    Py_ssize_t width = a[0].count;
    *layer = (Layer){a[0].view.buf, a[1].view.buf, 0, a[3].view.buf, a[4].view.buf, width};
    if (a[2].count == 1)
        layer->factor = *(const float *)a[2].view.buf;
    if (width < UNITS || width % UNITS || width > WIDEST_ROW)
        return "rows of this width are not added up here";
    return a[1].count == width && a[2].count == 1 && a[3].count == count * width && a[4].count == a[3].count
               ? NULL
               : "sizes do not fit";
}

PyDoc_STRVAR(layer_doc, "layer(packed, whole, rows, which, gain, shift, factor, out, bytes): the rows of the next layer");
static PyObject *layer(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    static const Expected expected[] = {{"whole", 'b'}, {"rows", 'f'},   {"which", 'i'}, {"gain", 'f'},
                                        {"shift", 'f'}, {"factor", 'f'}, {"out", 'F'},   {"bytes", 'B'}};
    Array a[8];
    Layer made;
    const Packed *packed;
    if (!counted(count, 9) || (packed = packed_of(given[0])) == NULL || !taken(given + 1, 8, expected, a))
        return NULL;
    const char *fault = opened(&made, a + 3, a[2].count);
    Py_ssize_t rows = times(a[1].count, a[3].count);
    if (fault == NULL && (rows < 0 || a[0].count != a[1].count || packed->wide != 3 * made.width ||
                          packed->outs != PIECES * made.width))
        fault = "sizes do not fit";
    else if (fault == NULL && !all_within(a[2].view.buf, a[2].count, 1, rows - 2))
        fault = "a row has no neighbour";
    if (fault == NULL)
        make_layer(&made, packed, a[0].view.buf, a[1].view.buf, a[2].view.buf, a[2].count);
    return ended(a, 8, fault);
}

PyDoc_STRVAR(first_layer_doc, "first_layer(products, lines, bias, words, numbers, which, gain, shift, factor, out, bytes): "
                              "the same from the sum of three products a row");
static PyObject *first_layer(PyObject *module, PyObject *const *given, Py_ssize_t count) {
    static const Expected expected[] = {{"products", 'f'}, {"lines", 'i'}, {"bias", 'f'},  {"words", 'f'},
                                        {"numbers", 'i'},  {"which", 'i'}, {"gain", 'f'},  {"shift", 'f'},
                                        {"factor", 'f'},   {"out", 'F'},   {"bytes", 'B'}};
    Array a[11];
    Layer made;
    if (!counted(count, 11) || !taken(given, 11, expected, a))
        return NULL;
    Py_ssize_t size = a[2].count, lines = times(a[0].count, 3 * size), words = times(a[3].count, a[6].count);
    Py_ssize_t places = a[1].count, rows = a[5].count;
    const char *fault = opened(&made, a + 6, rows);
    if (fault == NULL && (size != PIECES * made.width || lines < 0 || words < 0 || a[4].count != places))
        fault = "sizes do not fit";
    else if (fault == NULL && (!all_within(a[1].view.buf, places, 0, lines - 1) ||
                               !all_within(a[4].view.buf, places, 0, words - 1)))
        fault = "a line is not there";
    else if (fault == NULL && !all_within(a[5].view.buf, rows, 1, places - 2))
        fault = "a row has no neighbour";
    if (fault == NULL)
        make_first_layer(&made, a[0].view.buf, a[1].view.buf, a[2].view.buf, a[3].view.buf, a[4].view.buf,
                         a[5].view.buf, rows);
    return ended(a, 11, fault);
}

const PyMethodDef layer_functions[] = {
    {"layer", (PyCFunction)(void (*)(void))layer, METH_FASTCALL, layer_doc},
    {"first_layer", (PyCFunction)(void (*)(void))first_layer, METH_FASTCALL, first_layer_doc},
    {NULL, NULL, 0, NULL},
};
