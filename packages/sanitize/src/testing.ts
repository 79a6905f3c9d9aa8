export { type DetectorProblem, testDetector } from './testing/test-detector.js';
