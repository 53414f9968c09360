namespace Fw24.Generators.Model.Apps;

/// <summary>An app, and its missing parts.</summary>
/// <param name="App">The app; <see langword="null"/> if there is nothing to compose.</param>
/// <param name="IsRefused">Indicates whether a rule refused some part of it.</param>
/// <param name="Unbound">The handler bases that match no entity of the app; they compile only with a stand-in.</param>
internal sealed record AppComposition(AppModel? App, bool IsRefused, EquatableArray<HandlerBase> Unbound);
