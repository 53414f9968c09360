namespace Fw24.Console.Sources;

/// <summary>Makes the calls of pages, off their threads.</summary>
internal interface IConsoleCalls
{
    /// <summary>Makes a call. It is cancelled when the console is closed.</summary>
    Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call);
}
