namespace Fw24.Functions;

/// <summary>Where a function's invocations come from and its answers go to: Lambda's runtime API, unless another is registered.</summary>
public interface IFunctionHost
{
    /// <summary>Starts a function and serves it until the process is to end.</summary>
    /// <param name="start">Makes the function. What it throws is an error of the start, for the host to report as such.</param>
    /// <param name="cancellationToken">Stops serving, after the invocation that is being served.</param>
    /// <returns>The process's exit code.</returns>
    Task<int> RunAsync(Func<AppFunction> start, CancellationToken cancellationToken);
}
