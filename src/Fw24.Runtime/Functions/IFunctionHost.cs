namespace Fw24.Functions;

/// <summary>The source of a function's invocations and the destination of its responses: Lambda's runtime API, unless another host is registered.</summary>
public interface IFunctionHost
{
    /// <summary>Starts a function and serves it until the process ends.</summary>
    /// <param name="start">Creates the function. The host reports its exceptions as startup errors.</param>
    /// <param name="cancellationToken">Stops serving after the current invocation.</param>
    /// <returns>The process's exit code.</returns>
    Task<int> RunAsync(Func<AppFunction> start, CancellationToken cancellationToken);
}
