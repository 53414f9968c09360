using Fw24.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fw24;

/// <summary>Gathers an app's services before it runs.</summary>
public sealed class Fw24AppBuilder
{
    internal Fw24AppBuilder(AppModel model) => Model = model;

    /// <summary>What the generator found in the app.</summary>
    public AppModel Model { get; }

    /// <summary>The services: what handlers ask for, and replacements for the app's own parts.</summary>
    public IServiceCollection Services { get; } = new ServiceCollection();

    /// <summary>Logging.</summary>
    public ILoggingBuilder Logging => throw null!;

    /// <summary>The variables the functions read. Default: the process's.</summary>
    public FunctionEnvironment Environment { get; set; } = FunctionEnvironment.Process;

    /// <summary>Makes the app.</summary>
    /// <returns>The app. Its functions are made when they are asked for.</returns>
    public Fw24App Build() => throw null!;
}
