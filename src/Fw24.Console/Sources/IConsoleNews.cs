namespace Fw24.Console.Sources;

/// <summary>Tells pages when to look for news.</summary>
internal interface IConsoleNews
{
    /// <summary>Raised in a rhythm, on any thread.</summary>
    event Action? Ticked;

    /// <summary>The number of the state that there is now: another one for each that differs.</summary>
    long Version { get; }
}
