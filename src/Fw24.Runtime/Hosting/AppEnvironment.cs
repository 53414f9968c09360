using System.Reflection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Fw24.Hosting;

/// <summary>The environment of an app's process, as services of Microsoft.Extensions.Hosting ask for it.</summary>
/// <param name="variables">The variables; <c>DOTNET_ENVIRONMENT</c> is read from them.</param>
internal sealed class AppEnvironment(FunctionEnvironment variables) : IHostEnvironment
{
    /// <inheritdoc/>
    public string EnvironmentName { get; set; } = variables.Optional("DOTNET_ENVIRONMENT") ?? Environments.Production;

    /// <inheritdoc/>
    public string ApplicationName { get; set; } = Assembly.GetEntryAssembly()?.GetName().Name ?? "";

    /// <inheritdoc/>
    public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

    /// <summary>No files: a function watches none. Set another provider where a service needs files.</summary>
    public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
}
