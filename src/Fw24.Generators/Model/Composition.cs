namespace Fw24.Generators.Model;

/// <summary>An app, and what is missing of it.</summary>
/// <param name="App">The app; <see langword="null"/> when there is nothing to make it of.</param>
/// <param name="IsRefused">Whether a rule refused some part of it.</param>
/// <param name="Unbound">The handlers' bases that no entity of the app has: the compiler finds none, unless something stands in.</param>
internal sealed record Composition(AppModel? App, bool IsRefused, EquatableArray<HandlerBase> Unbound);
