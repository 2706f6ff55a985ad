/* fogline.language._kernel: the loops of reading that numpy goes over memory for again and again, between two matrix
 * products of the network and between two moves of the transition parser.
 *
 * Each gives the same bits as the numpy code beside its caller (kernel.py, states.py): the same operations on each
 * number, in the same order. So it must be compiled with -ffp-contract=off, and without -ffast-math.
 */
#include "arrays.h"

/* Puts all functions into the module. */
static int fill(PyObject *module) {
    const PyMethodDef *all[] = {layer_functions, product_functions, state_functions};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (PyModule_AddFunctions(module, (PyMethodDef *)all[i]) < 0)
            return -1;
    return 0;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, (void *)fill}, {0, NULL}};

static struct PyModuleDef definition = {
    .m_base = PyModuleDef_HEAD_INIT, .m_name = "_kernel", .m_doc = "Loops of reading in C.", .m_slots = slots};

PyMODINIT_FUNC PyInit__kernel(void) { return PyModuleDef_Init(&definition); }
