namespace Fw24.Generators.Model;

/// <summary>An app, and whether a rule refused some part of it.</summary>
/// <param name="App">The app; <see langword="null"/> when there is nothing to make it of.</param>
/// <param name="IsRefused">Whether some part is missing.</param>
/// <param name="HasStrangers">Whether a handler's base is missing, as its class is no entity.</param>
internal sealed record Composition(AppModel? App, bool IsRefused, bool HasStrangers);
