using Fw24.Model;

namespace Fw24;

/// <summary>An app: one executable that serves each of its functions.</summary>
public sealed class Fw24App : IAsyncDisposable
{
    /// <summary>Begins to build the app that this executable is.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The builder.</returns>
    public static Fw24AppBuilder CreateBuilder(params string[] args) => throw null!;

    /// <summary>Begins to build an app by its model, where one process runs several: tests, Fw24.Local.</summary>
    /// <param name="model">The generated model, such as <c>OrdersApp.Model</c>.</param>
    /// <returns>The builder.</returns>
    public static Fw24AppBuilder CreateBuilder(AppModel model) => new(model);

    /// <summary>Names the model of this executable. Generated code calls it before <c>Main</c> runs.</summary>
    /// <param name="model">The model.</param>
    public static void Register(AppModel model) => throw null!;

    /// <summary>The app's services.</summary>
    public IServiceProvider Services => throw null!;

    /// <summary>Makes a function of the app.</summary>
    /// <param name="name">Its name: <c>{table}-stream</c>, <c>{table}-audit</c> or a handler's name.</param>
    /// <returns>The function.</returns>
    /// <exception cref="InvalidOperationException">The app has no such function (the message lists those it has), or a variable it needs is missing.</exception>
    public FunctionHandler CreateFunction(string name) => throw null!;

    /// <summary>Serves the function that <c>FW24_FUNCTION</c> names until the host ends the process.</summary>
    /// <param name="cancellationToken">Stops serving.</param>
    /// <returns>The exit code.</returns>
    public Task<int> RunAsync(CancellationToken cancellationToken = default) => throw null!;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw null!;
}
