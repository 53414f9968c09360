using Fw24.Model;

namespace Fw24.Local;

/// <summary>Where test events come from.</summary>
/// <param name="App">The app.</param>
/// <param name="Table">The table.</param>
internal sealed record ChangeEventSource(AppModel App, TableModel Table);
