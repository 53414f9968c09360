using System.Reflection;

namespace Fw24.Lambda;

/// <summary>The function of a program that is hosted by a runtime with its own loop: AWS's managed .NET runtime. Meant for generated code.</summary>
/// <remarks>
/// The program runs unchanged, with every service that it registers, up to where it serves its function (<see cref="Fw24App.RunAsync"/>);
/// from there on, it serves the runtime's invocations.
/// </remarks>
public sealed class ManagedFunction
{
    private static readonly AsyncLocal<ManagedFunction?> s_starting = new();

    private readonly TaskCompletionSource<ManagedRuntime> _served = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ManagedFunction()
    {
    }

    /// <summary>The function whose program is running, if the program was started here.</summary>
    internal static ManagedFunction? Starting => s_starting.Value;

    /// <summary>Runs a program until it serves its function, named by <c>FW24_FUNCTION</c>.</summary>
    /// <param name="program">The program's assembly.</param>
    /// <returns>The function.</returns>
    /// <exception cref="InvalidOperationException">The program ended without serving a function, or the function could not be created.</exception>
    public static ManagedFunction Start(Assembly program)
    {
        ArgumentNullException.ThrowIfNull(program);

        // The only way to call the Main of top-level statements: its name cannot be written in C#.
        var main = program.EntryPoint ?? throw new ArgumentException($"{program.GetName().Name} is not a program: it has no Main.", nameof(program));
        object[]? arguments = main.GetParameters().Length == 0 ? null : [Array.Empty<string>()];
        return Start(() => main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null));
    }

    /// <summary>Serves an invocation. Several may run concurrently: each has its own log lines, metrics, deadline and trace.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="requestId">The invocation's id; <see langword="null"/> if it is not known.</param>
    /// <param name="remainingTime">
    /// The time left for the invocation; <see langword="null"/> if it is not known: then a batch that takes too long runs again as a whole.
    /// </param>
    /// <param name="traceHeader">
    /// The invocation's X-Ray trace header; <see langword="null"/> or empty if it is in the process's environment variable, as it is while
    /// the process serves one invocation at a time.
    /// </param>
    /// <returns>The response: a partial batch response.</returns>
    /// <exception cref="InvalidOperationException">The function failed as a whole, and the event must be delivered again.</exception>
    public async Task<Stream> InvokeAsync(Stream payload, string? requestId = null, TimeSpan? remainingTime = null, string? traceHeader = null)
    {
        ArgumentNullException.ThrowIfNull(payload);
        traceHeader = string.IsNullOrEmpty(traceHeader) ? Environment.GetEnvironmentVariable(TraceHeader.Variable) : traceHeader;
        var runtime = await _served.Task.ConfigureAwait(false);
        using var content = new MemoryStream();
        await payload.CopyToAsync(content).ConfigureAwait(false);
        var answer = await runtime.InvokeAsync(
            content.GetBuffer().AsMemory(0, (int)content.Length), requestId, remainingTime, traceHeader).ConfigureAwait(false);
        return new MemoryStream(answer.ToArray(), writable: false);
    }

    /// <summary>Runs a program until it serves its function.</summary>
    internal static ManagedFunction Start(Action main)
    {
        var function = new ManagedFunction();
        new Thread(() => function.Run(main)) { IsBackground = true, Name = "Main" }.Start();

        // The managed runtime creates its handler in Lambda's init phase and has nothing else to do meanwhile.
        function._served.Task.GetAwaiter().GetResult();
        return function;
    }

    /// <summary>Reports that the program serves its function.</summary>
    internal void Serves(ManagedRuntime runtime) => _served.TrySetResult(runtime);

    /// <summary>Reports that the program could not create its function.</summary>
    internal void Failed(Exception exception) => _served.TrySetException(exception);

    private void Run(Action main)
    {
        s_starting.Value = this;
        try
        {
            main();
            Failed(new InvalidOperationException("The program ended without serving a function: its Main must await Fw24App.RunAsync()."));
        }
        catch (Exception exception)
        {
            Failed(exception);
        }
    }
}
