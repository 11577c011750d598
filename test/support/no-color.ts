/**
 * Loaded before every test: what is printed is compared without colours. A pipeline that sets `CI` gets colours even
 * through a pipe (picocolors), so the tests would read other text there than at a desk.
 */
delete process.env.FORCE_COLOR;
process.env.NO_COLOR = "1";
