using Microsoft.Extensions.Hosting;

namespace Fw24.Hosting;

/// <summary>
/// Takes an app's builder out of its program: a tool runs <c>Main</c> as far as <see cref="Fw24AppBuilder.Build"/>, to get the services
/// that the program registers without serving a function.
/// </summary>
internal sealed class AppCapture
{
    private static readonly AsyncLocal<AppCapture?> s_current = new();

    private readonly TaskCompletionSource<Fw24AppBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The builder, once the program has configured it.</summary>
    public Task<Fw24AppBuilder> Builder => _builder.Task;

    /// <summary>Runs a program until it builds its app.</summary>
    /// <param name="main">The program. Its end without an app, or by another exception, is that of <see cref="Builder"/>.</param>
    public void Run(Action main)
    {
        s_current.Value = this;
        try
        {
            main();
            _builder.TrySetException(new InvalidOperationException("The program ended without building an Fw24App."));
        }
        catch (Exception exception)
        {
            // After the builder was taken, this is the end of the program that was asked for.
            _builder.TrySetException(exception);
        }
        finally
        {
            s_current.Value = null;
        }
    }

    /// <summary>Ends the program if a tool waits for its app.</summary>
    /// <param name="builder">The configured builder.</param>
    /// <exception cref="HostAbortedException">The tool has the builder, and the program shall end.</exception>
    public static void Take(Fw24AppBuilder builder)
    {
        if (s_current.Value is { } capture && capture._builder.TrySetResult(builder))
        {
            throw new HostAbortedException("The app was built for a tool, which runs its functions itself.");
        }
    }
}
