'use strict';

/** @param {string} specifier - a URL, a package or a module of Node */
module.exports = (specifier) => import(specifier);
