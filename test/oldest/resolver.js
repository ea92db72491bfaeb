const modulesFolder = process.env.N8N_MODULES_FOLDER;
if (modulesFolder === undefined) throw new Error('Run these tests with: npm run test:oldest');

/** Takes n8n's packages from another n8n than the project is developed with, for tests and build alike. */
module.exports = (request, options) =>
	options.defaultResolver(
		request,
		/^n8n-(core|workflow)(\/|$)/.test(request) ? { ...options, basedir: modulesFolder } : options,
	);
